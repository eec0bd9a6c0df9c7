"""One file on this machine: SQLite, which the program brings along."""
