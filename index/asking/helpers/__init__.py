"""Optional models that answers can do without."""
