"""What of a text can be found and cited: sentences and passages."""
