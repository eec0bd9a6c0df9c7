"""How good are the answers? Question sets -> rankings -> figures, with a report of every miss."""
