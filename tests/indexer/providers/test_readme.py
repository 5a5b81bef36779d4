"""The README of the providers names every key and field, and its example works."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

from indexer.provider import ProviderConfig, load_provider
from indexer.provider_schema import ProviderSchema
from indexer.schemas import to_service
from indexer.sources import RawRecord, read
from indexer.targets import GROUPS, TARGETS
from tests.indexer.providers.conftest import PROVIDERS

README = (PROVIDERS / "README.md").read_text("utf-8")


def test_every_target_and_every_key_is_explained() -> None:
    named = set(re.findall(r"`\[{0,2}([a-z_.]+)(?:\.[A-Z]+)?\]{0,2}`", README))
    assert set(TARGETS) - named == set()
    assert set(ProviderSchema().fields) - named == set()
    assert {name for group in GROUPS.values() for name in group} - named == set()


def test_every_option_of_the_configuration_can_be_written_in_toml() -> None:
    made_of_others = {"id", "folder", "each_from", "value_maps", "rules"}
    told = {field.name for field in fields(ProviderConfig)} - made_of_others
    assert told <= set(ProviderSchema().fields)


def test_the_example_reads_a_listing(tmp_path: Path) -> None:
    example = re.search(r"```toml\n(.*?)```", README, re.S)
    assert example
    (tmp_path / "provider.toml").write_text(example.group(1), "utf-8")
    header = "ID,Service,About,Street,Town,Postcode,Tel,Website,From age,Themes,Referral?,Status,Manager\n"
    row = "7,Talk,We talk.,1 High St,Sale,M33 7ZF,0161 832 3736,talk.org.uk,11,Worry;Mood and sleep,No,Open,Ms Secret\n"
    (tmp_path / "listings.csv").write_text(header + row, "utf-8")
    config = load_provider(tmp_path)
    (record,) = read(config)
    assert isinstance(record, RawRecord)
    service = to_service(record, config)
    assert [tag.id for tag in service.needs] == ["anxiety", "low-mood-depression", "sleep"]
    assert (service.locations[0].address, service.locations[0].postcode) == ("1 High St, Sale", "M33 7ZF")
    assert (service.referral, service.minimum_age, service.sector) == (("self",), 11, "voluntary")
