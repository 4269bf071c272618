"""Decks given out to other programs: one file a format.

What a format cannot show (points, tries, sources) travels along as JSON where the other program leaves it
alone: an export that comes back is the same deck.
"""
