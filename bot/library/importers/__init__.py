"""Pastes and exports of other programs turned into draft decks: one file a format."""
