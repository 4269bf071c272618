"""studybot: a study bot for teams, an asyncio core with platform adapters."""
