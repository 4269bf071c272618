"""Which word of a talk presses which button: platforms send a button's id and label, never its word."""

from bot.messages import Buttons, Message


class Words:
    """The words of all the buttons that were ever sent. `kept`: what was pressed last can be used again."""

    def __init__(self) -> None:
        self._words: dict[str, str] = {}
        self.kept = False

    def note(self, message: Message) -> None:
        for part in message.parts:
            if isinstance(part, Buttons):
                self._words.update((button.id, button.word) for button in part.buttons)

    def of(self, button: str) -> str:
        """The word of the button with this id; "" where it has none."""
        return self._words.get(button, "")
