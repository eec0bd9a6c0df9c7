"""What people write -> questions: one or several, cleaned, spelt, gone on from the turn before."""
