"""What scripts say, so that they can say it in the language of the page. English stands in the scripts themselves."""

from __future__ import annotations

import json

from webui.i18n.languages import gettext, language, noted

WORDS = (
    noted("Press Shift 2 more times to leave this site"),
    noted("Press Shift once more to leave this site"),
    noted("Ideas: arrow down to choose. How many:"),
    noted("Ideas"),
    noted("Places"),
    noted("Copied"),
    noted("Copying is switched off here"),
    noted("One moment…"),
    noted("Kept on this device. Your plan opens without signal too."),
    noted("Kept on this device. To open it you need signal."),
    noted("Cleared. Nothing of it is on this device now."),
    noted("The list is not kept any more. What you wrote still is."),
    noted("What you write is kept on this device."),
    noted("What you wrote is not kept any more."),
    noted("This device keeps another list. Tick the box to keep this one instead."),
)


def script_words() -> str:
    """Give English -> the language of the page as JSON, for the scripts; "" on an English page."""
    if language() == "en":
        return ""
    return json.dumps({words: gettext(words) for words in WORDS}, ensure_ascii=False)
