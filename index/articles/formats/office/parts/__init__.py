"""What several formats of office programs have in common."""
