"""The database beneath the corpus: its file, its tables, their forms over time."""
