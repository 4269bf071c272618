"""How long things may be on Slack, and how what is longer is cut."""

HEADER = 150  # characters of a header block
SECTION = 3000  # of a section's or context's text, after escaping
TITLE = 24  # of a modal's title, its submit and its close button
BUTTON = 75
ACTION_ID = 255
OPTION = 75  # of an option's text
VALUE = 150  # of an option's value
LABEL = 200  # of an input's label: Slack takes 2,000, but nobody reads so much above a field
INPUT = 3000  # that can be typed into one input
ALT = 2000  # of a picture's text form
METADATA = 3000  # of a view's private metadata
ERROR = 300  # of what stands at a field that must be corrected: more is not read there
BRIEF = 3000  # of a message's `text`; Slack cuts at 40,000, a notification shows far less
MESSAGE_BLOCKS, VIEW_BLOCKS = 50, 100
CHARACTERS = 13_000  # over all blocks of a message; a view is kept to it too
BUTTONS = 25  # in one actions block
RADIO, MENU = 10, 100  # options of radio buttons and checkboxes, of menus
ROWS, COLUMNS = 100, 20  # of a table
TABLE = 10_000  # characters over all cells


def cut(text: str, most: int) -> str:
    """At most so many characters, an ellipsis for what is missing."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def pieces(text: str, most: int) -> list[str]:
    """The whole text in pieces of at most so many characters, broken at blanks where there are any."""
    found = []
    while len(text) > most:
        at = max(text.rfind(" ", 1, most), text.rfind("\n", 1, most))
        at = at if at > most // 2 else most
        found.append(text[:at])
        text = text[at:].lstrip()
    return [*found, text] if text or not found else found
