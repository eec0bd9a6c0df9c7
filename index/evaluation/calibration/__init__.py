"""Weights for the judge, fitted to questions and what became of them; how well they judge."""
