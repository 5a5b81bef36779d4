"""Open Referral UK 3.0: our records as its JSON, and its JSON as plain words. Spelling is theirs (organization) here only."""

from __future__ import annotations

from signpost.oruk.reading import Told, read_services
from signpost.oruk.writing import page_of, to_open_referral

__all__ = ["Told", "page_of", "read_services", "to_open_referral"]
