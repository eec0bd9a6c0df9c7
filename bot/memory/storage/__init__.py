"""The memory's tables beneath it, in the corpus's database, and their forms over time."""
