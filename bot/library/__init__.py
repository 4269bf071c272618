"""Decks from files: read with their places kept, linted, held ready, brought in and given out."""
