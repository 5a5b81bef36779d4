"""The ingest as a whole: nothing is lost, nothing is done twice, and one provider's trouble stays its own."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import indexer.pipeline
import indexer.publish
from indexer.pipeline import Progress, ingest
from indexer.report import ProviderReport, Report
from signpost.errors import ProviderConfigError
from signpost.models import service_id
from signpost.store import Store
from tests.indexer.providers_made import RecordingIndex, Row, names, row, write_provider, write_rows


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "signpost.db", create=True) as store:
        yield store


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "providers"


def only(report: Report) -> ProviderReport:
    assert len(report.providers) == 1
    return report.providers[0]


def test_a_listing_is_read_located_tagged_stored_and_indexed(store: Store, root: Path) -> None:
    write_provider(root, "testers", [row("1", needs="", phone="0161 228 7321")])
    index = RecordingIndex()
    report = ingest(store, root, index=index)
    service = store.service(service_id("testers", "1"))
    assert service.locations[0].district == "Trafford"
    assert "anxiety" in {tag.id for tag in service.needs}
    assert {tag.source for tag in service.needs} == {"inferred"}
    assert (service.provenance[0].file, service.provenance[0].line) == ("listings.csv", 2)
    assert index.rebuilt == [["Talk It Over"]]
    assert (only(report).read, only(report).accepted, only(report).located) == (1, 1, 1)


def test_a_second_run_over_unchanged_files_does_no_work_and_says_so(store: Store, root: Path) -> None:
    write_provider(root, "testers", [row("1"), row("2", "Youth Club"), row("3", name="")])
    index = RecordingIndex()
    ingest(store, root, index=index)
    revision, runs = store.revision, store.runs()
    report = ingest(store, root, index=index)
    assert report.did_nothing
    assert only(report).state == "unchanged"
    assert (only(report).read, only(report).unchanged, only(report).quarantined) == (3, 2, 1)
    assert only(report).adds_up
    assert "nothing to do" in only(report).message
    assert (store.revision, store.runs()) == (revision, runs)
    assert len(index.rebuilt) == 1
    assert index.applied == []


def test_changed_files_update_only_what_changed_and_ids_stay(store: Store, root: Path) -> None:
    folder = write_provider(root, "testers", [row("1"), row("2", "Youth Club")])
    ingest(store, root)
    ids = {service.id for service in store.searchable()}
    write_rows(folder, [row("0", "Newcomers"), row("1", phone="0161 832 3736"), row("2", "Youth Club")])
    report = only(ingest(store, root))
    assert (report.accepted, report.updated, report.unchanged) == (1, 1, 1)
    assert ids < {service.id for service in store.searchable()}
    assert [version.action for version in store.versions(service_id("testers", "1"))] == [
        "accepted",
        "updated",
    ]
    assert len(store.versions(service_id("testers", "2"))) == 1


def test_the_index_gets_small_changes_one_by_one(store: Store, root: Path) -> None:
    folder = write_provider(root, "testers", [row("1"), row("2", "Youth Club")])
    index = RecordingIndex()
    ingest(store, root, index=index)
    write_rows(folder, [row("1", "Talk It Through")])
    report = ingest(store, root, index=index)
    assert index.applied == [(["Talk It Through"], [service_id("testers", "2")])]
    assert report.indexed == 2


def test_an_index_that_missed_a_change_is_caught_up_by_the_next_run(store: Store, root: Path) -> None:
    folder = write_provider(root, "testers", [row("1")])
    ingest(store, root, index=RecordingIndex())
    write_rows(folder, [row("1"), row("2", "Youth Club")])
    ingest(store, root)  # As if the program had been killed before it came to the index.
    index = RecordingIndex()
    ingest(store, root, index=index)
    assert index.applied == [(["Youth Club"], [])]


def test_what_vanished_from_a_complete_source_is_withdrawn_and_comes_back_on_return(
    store: Store, root: Path
) -> None:
    folder = write_provider(root, "testers", [row("1"), row("2", "Youth Club")])
    ingest(store, root)
    write_rows(folder, [row("1")])
    report = only(ingest(store, root))
    assert (report.withdrawn, report.read, report.adds_up) == (1, 1, True)
    gone = service_id("testers", "2")
    assert store.status_of(gone) == "withdrawn"
    write_rows(folder, [row("1"), row("2", "Youth Club")])
    assert only(ingest(store, root)).updated == 1
    assert store.status_of(gone) == "published"
    assert [version.action for version in store.versions(gone)] == ["accepted", "withdrawn", "returned"]


def test_a_provider_without_its_folder_has_its_listings_withdrawn_and_the_report_says_so(
    store: Store, root: Path
) -> None:
    write_provider(root, "stayers", [row("1", "Quiet Hour")])
    folder = write_provider(
        root, "testers", [row("1"), row("2", "Youth Club"), row("3", name="")], complete=False
    )
    ingest(store, root, index=RecordingIndex())
    aside = folder.rename(root.parent / "aside")
    index = RecordingIndex()
    report = ingest(store, root, index=index)
    gone = report.providers[1]
    assert (gone.provider_id, gone.state, gone.withdrawn, gone.adds_up) == ("testers", "removed", 2, True)
    assert "folder is gone" in gone.message
    assert names(store.searchable()) == ["Quiet Hour"]
    assert len(index.applied[0][1]) == 2
    assert store.quarantined("testers") == ()
    assert store.status_of(service_id("testers", "1")) == "withdrawn"
    assert "removal of testers" in store.versions(service_id("testers", "1"))[-1].why
    assert ingest(store, root).did_nothing, "it is said once"
    aside.rename(folder)
    assert ingest(store, root).providers[1].updated == 2
    assert names(store.searchable()) == ["Quiet Hour", "Talk It Over", "Youth Club"]


def test_the_twin_of_a_removed_providers_record_is_published(store: Store, root: Path) -> None:
    folder = write_provider(root, "national", [row("1")])
    write_provider(root, "testers", [row("1")])
    ingest(store, root)
    folder.rename(root.parent / "aside")
    ingest(store, root)
    assert [each.provider_id for each in store.searchable()] == ["testers"]


def test_neither_a_run_over_some_providers_nor_a_wrong_path_withdraws_the_others(
    store: Store, root: Path
) -> None:
    folder = write_provider(root, "testers", [row("1")])
    write_provider(root, "stayers", [row("1", "Quiet Hour")])
    ingest(store, root)
    ingest(store, root.parent / "nowhere")
    folder.rename(root.parent / "aside")
    ingest(store, root, ["stayers"])
    assert names(store.searchable()) == ["Quiet Hour", "Talk It Over"]


def test_what_is_missing_from_a_source_that_is_not_complete_stays(store: Store, root: Path) -> None:
    folder = write_provider(root, "testers", [row("1"), row("2", "Youth Club")], complete=False)
    ingest(store, root)
    write_rows(folder, [row("1")])
    assert only(ingest(store, root)).withdrawn == 0
    assert names(store.searchable()) == ["Talk It Over", "Youth Club"]


def test_what_a_person_withdrew_stays_withdrawn_and_no_twin_takes_its_place(store: Store, root: Path) -> None:
    write_provider(root, "first", [row("1", url="https://www.talkitover.org.uk")])
    ingest(store, root)
    store.withdraw([service_id("first", "1")], who="Moderator M", why="unsafe")
    write_provider(root, "second", [row("9", url="https://www.talkitover.org.uk")])
    write_provider(root, "first", [row("1", url="https://www.talkitover.org.uk", phone="0161 832 3736")])
    report = ingest(store, root)
    assert list(store.searchable()) == []
    assert (report.providers[0].held, report.providers[1].merged) == (1, 1)
    assert all(each.adds_up for each in report.providers)


def test_every_quarantined_row_says_where_it_stands_and_why(store: Store, root: Path) -> None:
    write_provider(root, "testers", [row("1"), row("2", name=""), row("1", "Same id")])
    report = only(ingest(store, root))
    assert [each.where for each in report.quarantine] == ["testers/listings.csv:3", "testers/listings.csv:4"]
    assert "name" in report.quarantine[0].reason
    assert "'1'" in report.quarantine[1].reason
    assert "Same id" in report.quarantine[1].raw
    assert store.quarantined("testers") == report.quarantine


def test_out_of_scope_listings_are_kept_with_their_reason_and_not_indexed(store: Store, root: Path) -> None:
    golf = row("1", "Sale Golf Club Trust", description="Golf for members.", needs="")
    write_provider(root, "testers", [golf])
    index = RecordingIndex()
    report = only(ingest(store, root, index=index))
    assert (report.out_of_scope, report.accepted) == (1, 0)
    kept = store.service(service_id("testers", "1"))
    assert (kept.scope, bool(kept.scope_reason)) == ("out", True)
    assert index.rebuilt == [[]]


def test_the_same_service_of_two_providers_becomes_one_record_with_both_provenances(
    store: Store, root: Path
) -> None:
    write_provider(root, "first", [row("1", phone="0161 228 7321")])
    write_provider(root, "second", [row("9", url="https://www.talkitover.org.uk")])
    report = ingest(store, root)
    assert [each.merged for each in report.providers] == [0, 1]
    (record,) = store.searchable()
    assert (record.id, record.url) == (service_id("first", "1"), "https://www.talkitover.org.uk")
    assert {each.provider_id for each in record.provenance} == {"first", "second"}
    assert store.service(service_id("second", "9")) == record


def test_a_record_keeps_its_id_when_a_fuller_twin_arrives_later(store: Store, root: Path) -> None:
    write_provider(root, "first", [row("1")])
    write_provider(root, "second", [row("9")])
    ingest(store, root)
    kept = next(iter(store.searchable())).id
    write_provider(root, "second", [row("9", phone="0161 228 7321", url="https://www.talkitover.org.uk")])
    ingest(store, root)
    assert [service.id for service in store.searchable()] == [kept]


def test_the_national_list_is_kept_over_others(store: Store, root: Path) -> None:
    write_provider(root, "alpha", [row("1", phone="0161 228 7321", url="https://www.talkitover.org.uk")])
    ingest(store, root)
    write_provider(root, "national", [row("9", url="https://www.talkitover.org.uk")])
    ingest(store, root)
    (record,) = store.searchable()
    assert record.provider_id == "national"
    assert store.status_of(service_id("alpha", "1")) == "merged"


def test_the_twin_is_published_again_when_the_kept_record_vanishes(store: Store, root: Path) -> None:
    first = write_provider(root, "first", [row("1"), row("2", "Youth Club")])
    write_provider(root, "second", [row("9")])
    ingest(store, root)
    write_rows(first, [row("2", "Youth Club")])
    ingest(store, root)
    assert {service.id for service in store.searchable()} == {
        service_id("first", "2"),
        service_id("second", "9"),
    }
    assert store.broken_references() == ()


def test_the_order_of_providers_makes_no_difference(root: Path, tmp_path: Path) -> None:
    write_provider(root, "first", [row("1"), row("2", "Youth Club", postcode="M1 1AE")])
    write_provider(
        root, "second", [row("8", "Youth Club", postcode="M1 1AE"), row("9", phone="0161 228 7321")]
    )
    found = []
    for number, order in enumerate((["first", "second"], ["second", "first"])):
        with Store.open(tmp_path / f"{number}.db", create=True) as store:
            ingest(store, root, order)
            found.append(list(store.searchable()))
    assert found[0] == found[1]


BAD_FILES = {
    "empty": b"",
    "binary": bytes(range(256)) * 40,
    "no such column": b"id,title\n1,Talk It Over\n",
    "wrong encoding": "id,name,description\n1,Café".encode("latin-1"),
}


@pytest.mark.parametrize("fault", BAD_FILES)
def test_a_bad_file_leaves_old_records_as_they_were_and_the_others_go_on(
    store: Store, root: Path, fault: str
) -> None:
    bad = write_provider(root, "bad", [row("1", "Old But Good")])
    ingest(store, root)
    (bad / "listings.csv").write_bytes(BAD_FILES[fault])
    write_provider(root, "good", [row("1", "Newcomers", postcode="M1 1AE")])
    report = ingest(store, root)
    states = {each.provider_id: each.state for each in report.providers}
    assert states == {"bad": "failed", "good": "finished"}
    assert "listings.csv" in report.failed[0].message
    assert names(store.searchable()) == ["Newcomers", "Old But Good"]
    assert store.runs("bad")[0].state == "failed"


def test_a_failed_provider_is_tried_again_and_an_unchanged_one_is_not(store: Store, root: Path) -> None:
    folder = write_provider(root, "testers", [row("1")])
    good = (folder / "listings.csv").read_bytes()
    (folder / "listings.csv").write_bytes(b"")
    assert only(ingest(store, root)).state == "failed"
    (folder / "listings.csv").write_bytes(good)
    assert only(ingest(store, root)).state == "finished"
    assert only(ingest(store, root)).state == "unchanged"


def test_a_wrong_provider_toml_fails_alone(store: Store, root: Path) -> None:
    write_provider(root, "good", [row("1")])
    folder = write_provider(root, "wrong", [row("1")])
    (folder / "provider.toml").write_text("name = 'half")
    report = ingest(store, root)
    assert [each.state for each in report.providers] == ["finished", "failed"]
    assert "wrong/provider.toml" in report.failed[0].message


def test_asking_for_a_provider_that_is_not_there_is_an_error(store: Store, root: Path) -> None:
    write_provider(root, "testers", [row("1")])
    with pytest.raises(ProviderConfigError, match="nobody"):
        ingest(store, root, ["nobody"])


def test_only_the_providers_asked_for_are_taken_in(store: Store, root: Path) -> None:
    write_provider(root, "first", [row("1")])
    write_provider(root, "second", [row("1", "Youth Club")])
    assert [each.provider_id for each in ingest(store, root, ["second"]).providers] == ["second"]
    assert names(store.searchable()) == ["Youth Club"]


def test_a_program_killed_while_publishing_leaves_visitors_what_they_had(
    store: Store, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_provider(root, "testers", [row("1")])
    ingest(store, root)
    before = (store.revision, names(store.searchable()), store.runs())
    write_rows(folder, [row("2", "Youth Club")])

    def killed(*args: object, **kwargs: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Store, "save_merges", killed)
    with pytest.raises(KeyboardInterrupt):
        ingest(store, root)
    assert (store.revision, names(store.searchable()), store.runs()) == before
    monkeypatch.undo()
    report = only(ingest(store, root))
    assert (report.state, report.accepted) == ("finished", 1)
    assert names(store.searchable()) == ["Youth Club"]


def test_a_program_killed_while_writing_listings_leaves_the_listings_as_they_were(
    store: Store, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_provider(root, "testers", [row("1")])
    ingest(store, root)
    write_rows(folder, [row("2", "Youth Club")])

    def killed(*args: object, **kwargs: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Store, "save_listings", killed)
    with pytest.raises(KeyboardInterrupt):
        ingest(store, root)
    assert names(store.listings()) == ["Talk It Over"]


def test_files_put_back_after_a_killed_run_are_read_again(
    store: Store, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_provider(root, "testers", [row("1")])
    ingest(store, root)
    write_rows(folder, [row("2", "Youth Club")])
    with monkeypatch.context() as patch:
        patch.setattr(indexer.pipeline, "publish", lambda *args, **kwargs: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            ingest(store, root)
    write_rows(folder, [row("1")])
    assert only(ingest(store, root)).state == "finished"
    assert names(store.searchable()) == ["Talk It Over"]


def test_progress_tells_rows_done_and_how_many_there_were_last_time(store: Store, root: Path) -> None:
    folder = write_provider(root, "testers", [row(str(number), f"Service {number}") for number in range(60)])
    ingest(store, root)
    write_rows(folder, [row("1")])
    seen: list[Progress] = []
    ingest(store, root, tell=seen.append, index=RecordingIndex())
    assert Progress("testers", "reading", 1, 60) in seen
    assert [each.step for each in seen][-2:] == ["merging duplicates", "indexing"]


def test_sensitive_places_are_stored_without_address_postcode_or_point(store: Store, root: Path) -> None:
    refuge = row(
        "1", "Trafford Women's Aid Refuge", description="A refuge for women and children fleeing abuse."
    )
    write_provider(root, "testers", [refuge], defaults="sensitive = true")
    ingest(store, root)
    service = store.service(service_id("testers", "1"))
    assert service.sensitive
    assert all(not (place.postcode or place.address or place.latitude) for place in service.locations)
    assert "M33" not in json.dumps([str(place) for place in service.locations])


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "id": st.sampled_from(["", "1", "2", "3", "4"]),
            "name": st.sampled_from(["", "Talk It Over", "Talk it over", "Golf Club", "Youth Club"]) | CELLS,
            "postcode": st.sampled_from(["", "M33 6WT", "M33", "ZZ99 9ZZ", "BT1 5GS"]),
            "min": st.sampled_from(["", "11", "40", "x"]),
            "max": st.sampled_from(["", "18", "5"]),
            "charity": st.sampled_from(["", "1234567"]),
            "description": CELLS,
            "needs": st.sampled_from(["", "anxiety", "nonsense"]),
        }
    ),
    max_size=8,
)


@given(first=ROWS, second=ROWS, again=ROWS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_row_is_ever_lost(first: list[Row], second: list[Row], again: list[Row]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "providers"
        write_provider(root, "first", first)
        write_provider(root, "second", second, defaults='location_name = "Head office"')
        with Store.open(Path(folder) / "signpost.db", create=True) as store:
            check_sums(store, ingest(store, root), {"first": first, "second": second})
            known = set(store.states())
            write_provider(root, "first", again)
            check_sums(store, ingest(store, root), {"first": again, "second": second})
            assert known <= set(store.states()), "a record was deleted"
            assert store.broken_references() == ()


def check_sums(store: Store, report: Report, told: dict[str, list[Row]]) -> None:
    for each in report.providers:
        if each.state == "failed":
            continue
        # A line of nothing but commas is no row.
        assert each.read == sum(any(cells.values()) for cells in told[each.provider_id])
        assert each.adds_up, each
        assert each.quarantined == len(store.quarantined(each.provider_id))
