"""Prints what a tag's release says: its section of CHANGELOG.md, if the tag is the version of this tree.

Run as `python3 scripts/release_notes.py v1.2.3`; 1 where tag, version and changelog do not agree.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main(tag: str) -> int:
    changes = (ROOT / "CHANGELOG.md").read_text("utf-8")
    code = (ROOT / "bot" / "__init__.py").read_text("utf-8")
    try:
        print(notes(tag, changes, code))
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def notes(tag: str, changes: str, code: str) -> str:
    """The section of a version. Raises ValueError with what does not agree."""
    match = re.search(r'^VERSION = "(.+)"$', code, re.MULTILINE)
    version = match[1] if match else ""
    if tag != f"v{version}":
        raise ValueError(f"the tag is {tag}, and bot/__init__.py says {version}")
    heading = rf"^## \[{re.escape(version)}\][^\n]*\n(.*?)(?=^## |\Z)"
    section = re.search(heading, changes, re.MULTILINE | re.DOTALL)
    if section is None or not section[1].strip():
        raise ValueError(f"CHANGELOG.md has no section for {version}")
    return section[1].strip()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
