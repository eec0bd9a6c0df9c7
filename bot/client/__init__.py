"""The connection to Discord: starting, keeping up, stopping."""
