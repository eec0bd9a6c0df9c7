"""What comes into the collection from files, and goes out to them: seeds, exports, backups."""
