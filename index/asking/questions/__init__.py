"""What people write -> questions: told apart, cleaned, completed, spelt; then one answer to all."""
