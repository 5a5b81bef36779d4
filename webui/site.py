"""What every view may ask for: the Directory, the settings, the seal and today's date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import cast
from zoneinfo import ZoneInfo

from flask import current_app

from signpost.directory import Directory
from signpost.settings import Settings
from webui.sealing import Seal

UK_TIME = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True)
class Site:
    """One per application; nothing in it belongs to a visitor."""

    directory: Directory
    settings: Settings
    seal: Seal


def site() -> Site:
    """Give the running application's Site."""
    return cast(Site, current_app.extensions["site"])


def uk_now() -> datetime:
    """Give the time in the UK, wherever the machine stands."""
    return datetime.now(UK_TIME)


def uk_today() -> date:
    """Give the date in the UK."""
    return uk_now().date()
