"""What is known of single languages, one file a language."""
