"""A source on its way in: read, shown, decided on."""
