"""Puts the parts of one process together: settings, store, decks, platforms, rhythm and door."""
