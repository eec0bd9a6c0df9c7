"""Where questions queue: limits, conversations, preferences."""
