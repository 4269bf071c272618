"""The pure heart: cards, grading, streaks, scores and the calendar, as values and functions of values."""
