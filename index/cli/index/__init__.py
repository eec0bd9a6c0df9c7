"""`belegbot index …`: the search index, and how good the answers are."""
