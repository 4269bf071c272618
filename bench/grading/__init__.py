"""How far the grader agrees with people, beside the rules of other bots."""
