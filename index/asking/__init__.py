"""A question's whole way: clean, follow up, retrieve, rank, judge, compose, cite."""
