"""What moderators see of sources, as Discord shows it; pure."""
