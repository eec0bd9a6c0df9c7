"""What was dealt with in help channels, so that nothing is answered twice."""
