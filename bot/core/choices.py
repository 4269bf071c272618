"""The small settings of a room or a member: each a word with a text, kept only where somebody changed it."""

from enum import StrEnum


class RoomChoice(StrEnum):
    """What an admin can set for a room."""

    ADMINS = "admins"  # accounts that look after the room beside who set it up, with blanks between
    LANGUAGE = "language"  # of what the whole room reads: the name of a wording file
    NEXT = "next"  # the cards that admins named for the next questions, in their order
    PUT_OFF = "put-off"  # cards that an admin did not want next, each named once
    EXAM = "exam"  # the day the room studies for, as in 2027-03-15
    DIGEST = "digest"  # "on": how the week went, when it is over
    THREADS = "threads"  # "on": each question has a thread of its own, with its answer in it
    CALL = "call"  # the platform's id of the role or group that a question calls
    LOG = "log"  # the channel where its admins read what went wrong
    SEASONS = "seasons"  # when they begin and how long one is, as bot.core.calendar writes it


class MemberChoice(StrEnum):
    """What somebody can set for themselves."""

    REVEALS = "reveals"  # "on": answers of closed questions also come to them privately
    REMINDERS = "reminders"  # "on": a word before a question closes that a streak hangs on
    DIGEST = "digest"  # "on": their week, privately, when it is over
    MILESTONES = "milestones"  # "off": no word when a streak has become long
    QUIET = "quiet"  # hours in which they are sent nothing, as bot.core.quiet writes them
