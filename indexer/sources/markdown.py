"""Markdown with YAML front matter, one file a record. The body is put under "body", as markdown."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import yaml

from indexer.provider import ProviderConfig
from indexer.sources.files import read_text
from indexer.sources.json_pages import without
from indexer.sources.records import MAX_RAW_CHARS, BrokenRow, RawRecord

FENCE = "---"


def markdown_record(config: ProviderConfig, path: Path) -> RawRecord | BrokenRow:
    """Give the record of one file; one without front matter, or with broken YAML, is a BrokenRow.

    Of a key that stands twice the last counts, as YAML readers do. Raises FileUnreadable.
    """
    text = read_text(path, config.encoding).replace("\r\n", "\n")
    if not text.startswith(FENCE):
        return BrokenRow(
            config.id, path.name, 1, text[:MAX_RAW_CHARS], "no front matter; the file must begin with ---"
        )
    front, found, body = text[len(FENCE) :].partition(f"\n{FENCE}")
    if not found:
        return BrokenRow(config.id, path.name, 1, text[:MAX_RAW_CHARS], "the front matter has no closing ---")
    try:
        told = yaml.safe_load(front)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        reason = f"broken YAML: {getattr(error, 'problem', None) or error}"
        return BrokenRow(config.id, path.name, line, text[:MAX_RAW_CHARS], reason)
    if not isinstance(told, dict):
        return BrokenRow(config.id, path.name, 1, text[:MAX_RAW_CHARS], "the front matter holds no keys")
    fields = without({str(key): _plain(value) for key, value in told.items()}, config.personal)
    fields["body"] = body.strip("\n")
    raw = "" if config.personal else text[:MAX_RAW_CHARS]
    return RawRecord(config.id, path.name, 1, path.stem, fields, raw)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date | datetime) else value
