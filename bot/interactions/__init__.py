"""What all commands, buttons and forms share."""
