"""The words of the mails that accounts send. Short, plain, no pictures; a link never does anything by being opened."""

from __future__ import annotations

from signpost.mail import Mail

END = "\n\nIf you did not ask for this, you need do nothing: without this mail nobody gets in.\n"


def sign_in(to: str, site: str, link: str, code: str, minutes: int) -> Mail:
    """The mail to sign in with."""
    return Mail(
        to,
        f"{code} is your code for {site}",
        f"Hello,\n\nto sign in to {site}, type this code on the page that asked for it:\n\n    {code}\n\n"
        f"or open this link and press the button there:\n\n{link}\n\n"
        f"Both work once, for {minutes} minutes. Nobody from {site} will ever ask you for the code.{END}",
    )


def join(to: str, site: str, link: str, code: str, minutes: int) -> Mail:
    """The mail to a new person, who confirms the address."""
    return Mail(
        to,
        f"{code} confirms your address for {site}",
        f"Hello,\n\nsomebody asked to look after listings on {site} with this address. If it was you, type this code "
        f"on the page that asked for it:\n\n    {code}\n\nor open this link and press the button there:\n\n{link}\n\n"
        f"Both work once, for {minutes} minutes.{END}",
    )


def confirm_address(to: str, site: str, link: str, code: str, minutes: int) -> Mail:
    """The mail to a new address of an account."""
    return Mail(
        to,
        f"{code} confirms your new address for {site}",
        f"Hello,\n\nto use this address for {site} from now on, type this code on the page that asked for it:\n\n"
        f"    {code}\n\nor open this link and press the button there:\n\n{link}\n\n"
        f"Both work once, for {minutes} minutes.{END}",
    )


def address_changed(to: str, site: str, new: str, contact: str) -> Mail:
    """The notice to the old address."""
    return Mail(
        to,
        f"Your address on {site} was changed",
        f"Hello,\n\nyour account on {site} now belongs to the address {_masked(new)}. Mails to sign in go there.\n\n"
        f"If this was not you, somebody else may have got into your account. {_tell(contact)}\n",
    )


def invitation(to: str, site: str, organisation: str, by: str, sign_in_page: str) -> Mail:
    """The mail to somebody who was made one of an organisation's people."""
    return Mail(
        to,
        f"You can now look after the listings of {organisation}",
        f"Hello,\n\n{by} has added you to the people who look after the listings of {organisation} on {site}.\n\n"
        f"Sign in with this address, without a password:\n\n{sign_in_page}\n\n"
        "If you do not want this, sign in once and choose to leave, or do nothing: an account that nobody uses is "
        "deleted.\n",
    )


def granted(to: str, site: str, roles: str, sign_in_page: str) -> Mail:
    """The mail to somebody for whom an account was made by hand."""
    return Mail(
        to,
        f"Your account on {site}",
        f"Hello,\n\nan account on {site} was made for you ({roles}). Sign in with this address, without a password:\n\n"
        f"{sign_in_page}\n",
    )


def person_added(to: str, site: str, organisation: str, name: str, page: str) -> Mail:
    """The notice to the people of an organisation that somebody joined them."""
    return Mail(
        to,
        f"{name} now looks after {organisation} too",
        f"Hello,\n\n{name} was added to the people who look after the listings of {organisation} on {site}.\n\n"
        f"If that is wrong, you can undo it here:\n\n{page}\n",
    )


def claim_decided(to: str, site: str, organisation: str, approved: bool, answer: str, page: str) -> Mail:
    """The answer to a claim."""
    verdict = (
        f"you can now look after the listings of {organisation}."
        if approved
        else f"we could not confirm that you look after {organisation}."
    )
    words = f"\n\nThe moderator writes:\n\n{answer}" if answer else ""
    return Mail(to, f"Your request about {organisation}", f"Hello,\n\n{verdict}{words}\n\n{page}\n\n{site}\n")


def second_step_removed(to: str, site: str, contact: str) -> Mail:
    """The notice that an app's codes are not asked for any more."""
    return Mail(
        to,
        f"The app for signing in to {site} was removed",
        f"Hello,\n\nthe authenticator app of your account on {site} was removed. You set up a new one when you sign in "
        f"next.\n\nIf you did not ask for that: {_tell(contact)}\n",
    )


def _tell(contact: str) -> str:
    return f"Please write to {contact} at once." if contact else "Please tell whoever runs the site at once."


def _masked(address: str) -> str:
    """Give an address so that its owner knows it and nobody else learns it."""
    local, _, domain = address.partition("@")
    return f"{local[:1]}...@{domain}"
