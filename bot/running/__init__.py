"""Starting the bot, and checking what it needs."""
