"""What people can do with the bot: one use case a file, the table of commands, and the one door."""
