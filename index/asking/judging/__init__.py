"""Whether the best sentence answers at all."""
