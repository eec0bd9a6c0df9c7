"""What people are told once the collection has changed."""
