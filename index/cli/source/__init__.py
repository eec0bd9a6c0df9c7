"""`belegbot source …`: the collection, what it holds and every change to it."""
