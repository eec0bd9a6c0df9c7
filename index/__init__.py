"""A collection of articles that can be asked; knows nothing of Discord."""

__version__ = "0.1.0"
