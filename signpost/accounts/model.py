"""What an account is and may do. Knows neither the store nor the site."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from signpost.places.areas import area
from signpost.store.people_rows import AccountRow

Role = Literal["provider", "moderator", "administrator"]
Level = Literal["second-step", "full"]
GRANTED: tuple[Role, ...] = ("moderator", "administrator")  # "provider" comes with an organisation.
ROLES: tuple[Role, ...] = get_args(Role)


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who can sign in. area_codes: where a moderator decides; none means everywhere.

    roles: "provider" is in it as long as the person is one of an organisation's people.
    second_step_on: an authenticator app was set up.
    """

    id: str
    email: str
    name: str
    roles: frozenset[Role] = frozenset()
    organisation_ids: tuple[str, ...] = ()
    area_codes: tuple[str, ...] = ()
    second_step_on: bool = False
    disabled: bool = False
    created_at: int = 0
    signed_in_at: int | None = None

    @property
    def shown_name(self) -> str:
        """The name, or the address of somebody who gave none."""
        return self.name or self.email

    @property
    def needs_second_step(self) -> bool:
        """Whoever decides for others needs an app as well; anybody may choose to."""
        return self.second_step_on or bool(self.roles & {"moderator", "administrator"})

    def may(self, role: Role) -> bool:
        """Say whether the person may do what a role does. Administrators may do what moderators do."""
        return role in self.roles or (role == "moderator" and "administrator" in self.roles)

    def belongs_to(self, organisation_id: str) -> bool:
        return organisation_id in self.organisation_ids

    def moderates(self, area_codes: Iterable[str]) -> bool:
        """Say whether the person decides for something that stands in or serves these areas (GSS codes).

        Something without any area, or for the whole UK, is for those who decide everywhere.
        """
        if "administrator" in self.roles:
            return True
        if "moderator" not in self.roles:
            return False
        own = set(self.area_codes)
        return not own or any(own & set(_with_parents(code)) for code in area_codes)


def account_of(row: AccountRow) -> Account:
    """Make an Account of its row."""
    roles: set[Role] = {role for role in GRANTED if role in row.roles}
    if row.organisation_ids:
        roles.add("provider")
    return Account(
        id=row.id,
        email=row.email or "",
        name=row.name,
        roles=frozenset(roles),
        organisation_ids=row.organisation_ids,
        area_codes=row.area_codes,
        second_step_on=row.totp_on,
        disabled=row.disabled_at is not None,
        created_at=row.created_at,
        signed_in_at=row.signed_in_at,
    )


def _with_parents(code: str) -> tuple[str, ...]:
    found = area(code)
    return found.codes if found else (code,)
