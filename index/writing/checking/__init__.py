"""Whether sentences say what a claim says: found by reading both, decided without a model."""
