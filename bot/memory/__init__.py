"""What the bot remembers: answers, opinions, requests, preferences, previews, stays."""
