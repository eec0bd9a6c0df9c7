"""What members and moderators can do, one cog each."""
