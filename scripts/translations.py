"""Gather what is to be translated, and compile what is: python scripts/translations.py

Reads webui's templates and code, the vocabulary's names and the ways in; updates webui/translations/cy/.../webui.po and
writes the .mo beside it. Prints what still lacks Welsh. With --check it changes nothing and fails where that would.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from signpost.vocabulary import choices, crisis_contacts
from webui.areas.districts import by_region
from webui.ways_in import ways_for

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "webui" / "translations" / "cy" / "LC_MESSAGES"
PO, MO = FOLDER / "webui.po", FOLDER / "webui.mo"
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "noted": None}
METHODS = [("**/templates/manage/**", "ignore"), ("**.py", "python"), ("**.html", "jinja2.ext:babel_extract")]
GROUPS = ("need", "thrive", "access", "referral", "sector", "cost")
HEADER = """# Welsh words of the site. English stands in the code; scripts/translations.py gathers it.
# "awaiting a human translator" on a message: written with care, but no first-language translator has read it yet.
"""
AWAITING = "awaiting a human translator"


def messages() -> Iterator[tuple[str | tuple[str, str], str]]:
    """Give each message (one and many, where a number decides) and where it stands."""
    found = extract_from_dir(
        ROOT / "webui", METHODS, keywords=KEYWORDS, options_map={"**.html": {"trimmed": "1"}}
    )
    for file, _, message, _, _ in found:
        if message and (isinstance(message, str) or all(message)):
            yield message, f"webui/{file}"
    yield from of_the_vocabulary()
    yield from of_the_ways_in()
    yield from ((name, "signpost/places") for name, _ in by_region())


def of_the_vocabulary() -> Iterator[tuple[str, str]]:
    """Give the names that choices and crisis contacts have."""
    terms = [term for group in GROUPS for term in choices(group).values()]
    yield from ((term.name, "signpost/vocabulary") for term in terms)
    yield from ((term.about, "signpost/vocabulary") for term in choices("thrive").values())
    texts = [(each.name, each.how, each.who) for each in crisis_contacts()]
    yield from ((text, "signpost/vocabulary/crisis.toml") for three in texts for text in three if text)


def of_the_ways_in() -> Iterator[tuple[str, str]]:
    """Give needs as people say them, and the headings above."""
    for group in ways_for(""):
        yield group.heading, "webui/ways_in.py"
        yield from ((way.words, "webui/ways_in.py") for way in group.ways)


def gathered(old: Catalog) -> Catalog:
    """Give a catalogue of every message, with the Welsh that old has."""
    new = Catalog(
        locale="cy", domain="webui", header_comment=HEADER.rstrip(), fuzzy=False, project="Signpost"
    )
    new.revision_date = new.creation_date = datetime(2026, 11, 22, tzinfo=UTC)
    for text, place in messages():
        known = old.get(text)
        new.add(
            text,
            known.string if known else None,
            locations=[(place, None)],
            user_comments=(known.user_comments if known else [AWAITING]),
        )
    return new


def lacking(catalogue: Catalog) -> list[Message]:
    """Give the messages without Welsh, or with a plural form missing."""
    return [each for each in catalogue if each.id and not _is_whole(each)]


def _is_whole(message: Message) -> bool:
    return all(message.string) if isinstance(message.string, tuple) else bool(message.string)


def read() -> Catalog:
    """Read the .po as it stands; an empty catalogue where there is none."""
    if not PO.exists():
        return Catalog(locale="cy")
    with PO.open("rb") as file:
        return read_po(file, locale="cy", domain="webui")


def packed(catalogue: Catalog) -> tuple[bytes, bytes]:
    """Give the bytes of the .po and of the .mo."""
    po, mo = io.BytesIO(), io.BytesIO()
    write_po(po, catalogue, sort_output=True, width=110, include_lineno=False, omit_header=False)
    write_mo(mo, catalogue)
    return po.getvalue(), mo.getvalue()


def main(check: bool) -> int:
    """Give the exit code: 1 where something lacks Welsh, or, with check, where the files are not up to date."""
    catalogue = gathered(read())
    po, mo = packed(catalogue)
    stale = not PO.exists() or PO.read_bytes() != po or not MO.exists() or MO.read_bytes() != mo
    if not check:
        FOLDER.mkdir(parents=True, exist_ok=True)
        PO.write_bytes(po)
        MO.write_bytes(mo)
    missing = lacking(catalogue)
    for message in missing:
        print("no Welsh for:", message.id)
    if check and stale:
        print("run: python scripts/translations.py")
    return int(bool(missing) or (check and stale))


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
