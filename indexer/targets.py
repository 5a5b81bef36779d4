"""The flat vocabulary that provider.toml maps columns to. data/providers/README.md explains each word."""

from __future__ import annotations

# A listing has one of each of these ...
SINGLE = (
    "name organisation organisation_description organisation_website summary description url charity_number company_number "
    "minimum_age maximum_age ages_text eligibility how_to_start what_happens_first what_happens_next confidentiality "
    "waiting_time waiting_given_on assured_date last_modified status sector sensitive alert scope scope_reason"
)
# ... several of each of these ...
SEVERAL = "needs thrive access referral who_for languages accessibility categories areas nations nations_in_part cost hours_text"
# ... and one place, which is [each.locations] when a record holds several ...
PLACE = "location_name address city postcode latitude longitude"
# ... and ways to reach it, which are [each.contacts] when a record holds several.
REACH = "telephone text_number email web_chat contact"

TARGETS = frozenset(f"{SINGLE} {SEVERAL} {PLACE} {REACH}".split())

_GROUPS = {
    "locations": "name address city postcode latitude longitude accessibility sensitive",
    "contacts": "name telephone text_number email url",
    "schedules": "day opens_at closes_at hours_text",
    "costs": "amount cost",
    "areas": "name code",
}
GROUPS = {group: frozenset(names.split()) for group, names in _GROUPS.items()}
