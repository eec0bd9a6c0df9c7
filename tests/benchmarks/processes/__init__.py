"""Several processes of one bot, with a Discord of this machine, killed in mid-write."""
