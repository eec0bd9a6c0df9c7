"""How questions fare, for moderators."""
