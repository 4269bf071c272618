"""Where the bot meets the world: each adapter translates and decides nothing."""
