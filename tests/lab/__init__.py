"""The crash lab: processes of the bot are killed at every step, on a hostile platform; a ledger outside."""
