"""The search index: a copy that follows the change log."""
