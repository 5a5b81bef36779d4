"""The mails about listings. Plain text; a decision, its reason, and where to go."""

from __future__ import annotations

from signpost.mail import Mail

VERDICTS = {
    "approved": (
        "“{name}” is published",
        "what you sent us about “{name}” is published now. People can find it:",
    ),
    "withdrawn": ("“{name}” is not shown any more", "as you asked, “{name}” is not shown any more."),
    "sent-back": (
        "“{name}” needs another look",
        "please look at “{name}” once more. All that you typed is kept:",
    ),
    "rejected": (
        "“{name}” was not published",
        "we could not publish what you sent us about “{name}”. Your words are kept for a while beside your listings:",
    ),
}


def file_settled(to: str, site: str, published: int, refused: int, page: str) -> Mail:
    """Tell whoever sent many listings in one file that all of them are settled: one mail, not one for each."""
    told = f"{published} {'is' if published == 1 else 'are'} published"
    more = (
        f", {refused} not; you had a mail about {'it' if refused == 1 else 'each of them'}" if refused else ""
    )
    return Mail(
        to,
        f"What you sent in one file is settled: {told}",
        f"Hello,\n\nof what you sent us in one file {told}{more}. Here they are:\n\n{page}\n\n{site}\n",
    )


def set_aside(to: str, site: str, name: str, page: str) -> Mail:
    """Tell whoever was still writing that a moderator had to change the listing first."""
    told = " ".join(name.split())
    return Mail(
        to,
        f"A moderator changes “{told}” first"[:150],
        f"Hello,\n\nyou were changing “{told}”, and a moderator had to put something right in it without waiting. What you "
        f"wrote is kept beside your listings; begin again with it when you like:\n\n{page}\n\n{site}\n",
    )


def decided(to: str, site: str, verdict: str, name: str, reason: str, page: str) -> Mail:
    """Tell whoever submitted something what became of it."""
    subject, text = (each.format(name=" ".join(name.split())) for each in VERDICTS[verdict])
    words = f"\n\nThe moderator writes:\n\n{reason}" if reason else ""
    return Mail(to, subject[:150], f"Hello,\n\n{text}\n\n{page}{words}\n\n{site}\n")
