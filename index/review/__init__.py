"""What a draft would change, before it counts."""
