"""What a language model that writes has cost."""
