"""Puts the parts of one process together: settings, store, decks, platforms, the daily rhythm and the door."""
