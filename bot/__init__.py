"""studybot: a study bot for teams, an asyncio core with platform adapters."""

VERSION = "0.1.0"
