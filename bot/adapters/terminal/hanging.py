"""Which buttons hang where: the words that stand for them, until a press has used them up."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count

from bot.messages import Button, Buttons, Message

ANSWER = "answer"  # the word of the button that a plain line presses


@dataclass(frozen=True, slots=True)
class Hung:
    """A button, and the number of the message that it hangs on."""

    button: Button
    message: int


class Hanging:
    """What everyone sees, and over that what each person has been told."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self._public: Mapping[str, Hung] = {}
        self._beside: Mapping[str, Hung] = {}  # of messages for everyone that ask nothing, as a reveal
        self._own: dict[str, Mapping[str, Hung]] = {}
        self.seen: set[str] = set()  # every word that has hung somewhere

    def of(self, user: str) -> Mapping[str, Hung]:
        """The words that this person can use now."""
        return self._own.get(user, self._public)

    def posted(self, message: Message) -> None:
        """A message for everyone: what it asks is now the question shown last."""
        new = self._hang(message, next(self._numbers))
        if ANSWER in new:
            self._public = {**self._beside, **new}
            self._own.clear()
            return
        self._beside = new or self._beside
        self._public = {**self._public, **new}
        for user, words in self._own.items():
            self._own[user] = {**words, **new}

    def told(self, user: str, message: Message) -> None:
        """A message for one person: what it asks stands before what was asked until now."""
        new = self._hang(message, next(self._numbers))
        self._own[user] = new if ANSWER in new else {**self.of(user), **new}

    def added(self, user: str, message: Message, to: Hung) -> None:
        """A message that leaves what was pressed as it is: its words hang there beside the others."""
        self._own[user] = {**self.of(user), **self._hang(message, to.message)}

    def used(self, user: str, pressed: Hung) -> None:
        """What hangs on the same message as a pressed button is used up; a form beside the answer alone."""
        alone = pressed.button.opens and pressed.button.word != ANSWER
        self._own[user] = {
            word: hung
            for word, hung in self.of(user).items()
            if (hung.button != pressed.button if alone else hung.message != pressed.message)
        }

    def _hang(self, message: Message, number: int) -> dict[str, Hung]:
        parts = (part for part in message.parts if isinstance(part, Buttons))
        words = {b.word: Hung(b, number) for part in parts for b in part.buttons if b.word and not b.off}
        self.seen.update(words)
        return words
