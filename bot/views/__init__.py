"""Outcomes drawn as messages: pure functions of a wording and the facts."""
