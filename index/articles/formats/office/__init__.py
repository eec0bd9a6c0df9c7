"""Documents of office programs, a file a format."""
