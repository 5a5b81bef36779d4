"""The store keeps every version, forgets nothing, and says plainly when its file is no use."""

from __future__ import annotations

import sqlite3
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from signpost.errors import ServiceUnknown, StoreUnusable
from signpost.models import Service
from signpost.store import INGEST, DoubtfulPair, Merge, QuarantinedRow, Source, Store
from tests.factories import make_organisation, make_service


def save(store: Store, *services: Service, who: str = INGEST) -> list[str]:
    return list(store.save(services, who=who, why="a test").values())


def tell(store: Store, *services: Service, provider_id: str = "testers") -> None:
    store.save_listings(Source(provider_id, "Testers"), services, complete=True)


def test_a_new_record_is_accepted_and_comes_back(store: Store) -> None:
    service = make_service()
    assert save(store, service) == ["accepted"]
    assert store.service(service.id) == service


def test_the_same_record_again_is_unchanged_and_makes_no_version(store: Store) -> None:
    service = make_service()
    save(store, service)
    before = store.revision
    assert save(store, service) == ["unchanged"]
    assert (store.revision, len(store.versions(service.id))) == (before, 1)


def test_a_changed_record_is_updated_and_the_old_version_stays(store: Store) -> None:
    service = make_service()
    save(store, service)
    assert save(store, replace(service, name="Talk It Through"), who="Moderator M") == ["updated"]
    first, second = store.versions(service.id)
    assert (first.service, first.number, first.who) == (service, 1, INGEST)
    assert (second.service.name, second.action, second.who) == ("Talk It Through", "updated", "Moderator M")
    assert second.at.tzinfo is not None
    assert second.why == "a test"


def test_a_row_that_only_moved_to_another_line_is_unchanged_but_its_line_is_kept(store: Store) -> None:
    service = make_service()
    moved = replace(service, provenance=(replace(service.provenance[0], line=40),))
    save(store, service)
    assert save(store, moved) == ["unchanged"]
    assert store.service(service.id).provenance[0].line == 40


def test_revision_grows_with_every_change(store: Store) -> None:
    service = make_service()
    seen = [store.revision]
    save(store, service)
    seen.append(store.revision)
    save(store, replace(service, name="Other"))
    seen.append(store.revision)
    store.withdraw([service.id], who=INGEST, why="gone")
    seen.append(store.revision)
    assert seen == sorted(set(seen))


def test_a_withdrawn_record_is_out_of_sight_but_never_deleted(store: Store) -> None:
    service = make_service()
    save(store, service)
    assert store.withdraw([service.id], who="Moderator M", why="closed") == (service.id,)
    assert list(store.searchable()) == []
    assert store.status_of(service.id) == "withdrawn"
    assert store.service(service.id).status == "inactive"
    assert store.versions(service.id)[0].service == service


def test_withdrawing_twice_changes_nothing_the_second_time(store: Store) -> None:
    service = make_service()
    save(store, service)
    store.withdraw([service.id], who=INGEST, why="gone")
    assert store.withdraw([service.id], who=INGEST, why="gone") == ()


def test_what_the_ingest_withdrew_it_may_bring_back(store: Store) -> None:
    service = make_service()
    save(store, service)
    store.withdraw([service.id], who=INGEST, why="vanished from its file")
    assert save(store, service) == ["updated"]
    assert [version.action for version in store.versions(service.id)] == ["accepted", "withdrawn", "returned"]
    assert list(store.searchable()) == [service]


def test_what_a_person_withdrew_no_import_brings_back(store: Store) -> None:
    service = make_service()
    save(store, service)
    store.withdraw([service.id], who="Moderator M", why="unsafe")
    assert save(store, service) == ["held"]
    assert store.held_ids() == {service.id}
    assert save(store, service, who="Moderator M") == ["updated"]
    assert store.held_ids() == frozenset()


def test_withdrawing_an_unknown_id_withdraws_nothing_at_all(store: Store) -> None:
    service = make_service()
    save(store, service)
    with pytest.raises(ServiceUnknown):
        store.withdraw([service.id, "nobody"], who=INGEST, why="gone")
    assert store.status_of(service.id) == "published"


@pytest.mark.parametrize("ask", [Store.service, Store.versions, Store.status_of])
def test_an_unknown_id_is_said_to_be_unknown(store: Store, ask: object) -> None:
    with pytest.raises(ServiceUnknown, match="nobody"):
        ask(store, "nobody")  # type: ignore[operator]


def test_several_records_come_by_the_ids_asked_for_and_unknown_ones_are_left_out(store: Store) -> None:
    one, two = make_service("One"), make_service("Two")
    save(store, one, two)
    assert store.services([two.id, "nobody", one.id]) == {two.id: two, one.id: one}
    assert store.services([]) == {}


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, True),
        ({"status": "temporarily closed"}, True),
        ({"status": "defunct"}, False),
        ({"status": "inactive"}, False),
        ({"scope": "out", "scope_reason": "a golf club"}, False),
    ],
)
def test_only_what_visitors_may_find_is_searchable(
    store: Store, changes: dict[str, str], found: bool
) -> None:
    save(store, make_service(**changes))
    assert len(list(store.searchable())) == store.count_searchable() == int(found)


def test_a_merged_id_gives_the_record_it_is_part_of(store: Store) -> None:
    kept, merged = make_service("Kept"), make_service("Merged")
    tell(store, kept, merged)
    save(store, kept, merged)
    store.mark_merged([merged.id], who=INGEST, why="the same")
    store.save_merges([Merge(merged.id, kept.id, "same postcode and name", 97.0)], [])
    assert store.service(merged.id) == kept
    assert store.services([merged.id]) == {merged.id: kept}
    assert store.status_of(merged.id) == "merged"
    assert list(store.searchable()) == [kept]
    assert store.merges() == (Merge(merged.id, kept.id, "same postcode and name", 97.0),)


def test_a_merge_into_a_record_that_is_gone_is_a_broken_reference(store: Store) -> None:
    kept, merged = make_service("Kept"), make_service("Merged")
    tell(store, kept, merged)
    save(store, kept)
    store.save_merges([Merge(merged.id, kept.id, "same", 97.0)], [])
    assert store.broken_references() == ()
    store.withdraw([kept.id], who=INGEST, why="gone")
    assert [broken.subject for broken in store.broken_references()] == [merged.id]


def test_an_index_can_ask_what_changed_since_it_was_built(store: Store) -> None:
    old, edited, closed = make_service("Old"), make_service("Edited"), make_service("Closed")
    save(store, old, edited, closed)
    built_at = store.revision
    newer = replace(edited, name="Edited twice")
    save(store, newer)
    store.withdraw([closed.id], who=INGEST, why="gone")
    assert store.changed_since(built_at) == ((newer,), (closed.id,))


def test_the_store_remembers_what_was_indexed(store: Store) -> None:
    assert store.indexed_revision == 0
    store.mark_indexed(7)
    store.mark_indexed(9)
    assert store.indexed_revision == 9


def test_listings_that_vanish_from_a_complete_source_are_withdrawn_and_return(store: Store) -> None:
    one, two = make_service("One"), make_service("Two")
    tell(store, one, two)
    save(store, one, two)
    assert store.save_listings(Source("testers", "T"), [one], complete=True) == (two.id,)
    assert [each.name for each in store.listings()] == ["One"]
    assert store.gone() == (two.id,)
    tell(store, one, two)
    assert store.gone() == ()


def test_listings_missing_from_an_incomplete_source_stay(store: Store) -> None:
    one, two = make_service("One"), make_service("Two")
    tell(store, one, two)
    assert store.save_listings(Source("testers", "T"), [one], complete=False) == ()
    assert len(list(store.listings("testers"))) == 2


def test_quarantine_holds_the_newest_reading_of_each_provider(store: Store) -> None:
    bad = QuarantinedRow("testers", "no name", "a.csv", 4, "r4", "raw;text")
    store.save_quarantine("testers", [bad])
    store.save_quarantine("others", [QuarantinedRow("others", "no name")])
    assert store.quarantined("testers") == (bad,)
    assert bad.where == "testers/a.csv:4"
    store.save_quarantine("testers", [])
    assert [row.provider_id for row in store.quarantined()] == ["others"]


def test_doubtful_pairs_come_likeliest_first(store: Store) -> None:
    one, two, three = (make_service(name) for name in ("One", "Two", "Three"))
    tell(store, one, two, three)
    pairs = [
        DoubtfulPair(one.id, two.id, "One", "Two", "same website", 80.0),
        DoubtfulPair(one.id, three.id, "One", "Three", "same postcode", 90.0),
    ]
    store.save_merges([], pairs)
    assert [pair.right_name for pair in store.doubtful_pairs()] == ["Three", "Two"]


def test_counts_tell_each_provider_and_state(store: Store) -> None:
    shown, out, gone = make_service("A"), make_service("B", scope="out"), make_service("C")
    save(store, shown, out, gone)
    store.withdraw([gone.id], who=INGEST, why="gone")
    store.save_quarantine("testers", [QuarantinedRow("testers", "no name")])
    assert store.counts() == {"testers": {"out": 1, "published": 1, "quarantined": 1, "withdrawn": 1}}


def test_sources_are_those_with_something_published_merged_ones_included(store: Store) -> None:
    kept, merged = make_service("Kept", provider_id="a"), make_service("Merged", provider_id="b")
    for provider_id, service in (
        ("a", kept),
        ("b", merged),
        ("c", make_service(provider_id="c", scope="out")),
    ):
        source = Source(provider_id, provider_id, licence="OGL v3", source_url="https://example.org")
        store.save_listings(source, [service], complete=True)
    save(store, kept)
    store.save_merges([Merge(merged.id, kept.id, "same", 99.0)], [])
    assert [(each.provider_id, each.licence) for each in store.sources()] == [
        ("a", "OGL v3"),
        ("b", "OGL v3"),
    ]


def test_organisations_come_once_by_name(store: Store) -> None:
    relate, abc = make_organisation("Relate"), make_organisation("ABC Trust")
    save(
        store,
        make_service(organisation=relate),
        make_service(organisation=relate),
        make_service(organisation=abc),
    )
    assert [each.name for each in store.organisations()] == ["ABC Trust", "Relate"]


def test_postcodes_and_phones_stay_texts(store: Store) -> None:
    service = make_service()
    save(store, service)
    with sqlite3.connect(store.path) as reader:
        kinds = reader.execute("select typeof(postcode), typeof(phone), phone from services").fetchone()
    reader.close()
    assert kinds == ("text", "text", "0161 496 0000")


def test_an_exception_in_the_middle_leaves_the_store_as_it_was(store: Store) -> None:
    service = make_service()
    with pytest.raises(RuntimeError), store.atomic():  # noqa: PT012
        save(store, service)
        store.save_quarantine("testers", [QuarantinedRow("testers", "no name")])
        raise RuntimeError("power cut")
    assert (store.revision, store.counts(), store.quarantined()) == (0, {}, ())


def test_an_inner_block_may_fail_without_the_outer_one(store: Store) -> None:
    kept, lost = make_service("Kept"), make_service("Lost")
    with store.atomic():
        save(store, kept)
        with pytest.raises(RuntimeError), store.atomic():  # noqa: PT012
            save(store, lost)
            raise RuntimeError("one provider failed")
    assert list(store.searchable()) == [kept]


def test_a_reader_sees_the_state_before_while_somebody_writes(store: Store) -> None:
    service = make_service()
    save(store, service)
    with Store.open(store.path) as reader, store.atomic():
        save(store, replace(service, name="Half done"))
        assert reader.service(service.id).name == "Talk It Over"


def test_every_thread_may_read(store: Store) -> None:
    services = [make_service(f"Service {number}") for number in range(30)]
    save(store, *services)
    names: list[str] = []

    def read() -> None:
        names.extend(store.service(service.id).name for service in services)

    threads = [threading.Thread(target=read) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(names) == 180
    assert set(names) == {service.name for service in services}


def test_a_store_that_is_opened_again_holds_everything(tmp_path: Path) -> None:
    service = make_service()
    with Store.open(tmp_path / "deep" / "signpost.db", create=True) as first:
        save(first, service)
    with Store.open(tmp_path / "deep" / "signpost.db") as again:
        assert again.service(service.id) == service


def test_a_missing_store_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(StoreUnusable, match="signpost ingest"):
        Store.open(tmp_path / "signpost.db")


def test_a_file_that_is_no_database_is_said_to_be_damaged(tmp_path: Path) -> None:
    path = tmp_path / "signpost.db"
    path.write_bytes(b"This is a diary, not a database. " * 100)
    with pytest.raises(StoreUnusable, match=r"signpost\.db.*not a database"):
        Store.open(path)


@pytest.mark.parametrize("create", [True, False])
def test_the_database_of_another_program_is_left_alone(tmp_path: Path, create: bool) -> None:
    path = tmp_path / "signpost.db"
    other = sqlite3.connect(path)
    other.execute("create table recipes (id integer)")
    other.close()
    with pytest.raises(StoreUnusable, match="not a Signpost store"):
        Store.open(path, create=create)


def test_a_store_of_a_newer_program_is_left_alone(store: Store) -> None:
    with sqlite3.connect(store.path) as other:
        other.execute(
            "insert into _sqlite_migrations (migration_set, name, applied_at) values ('signpost', 'm999', 'x')"
        )
    other.close()
    with pytest.raises(StoreUnusable, match="newer Signpost"):
        Store.open(store.path)


def test_a_truncated_store_is_said_to_be_damaged(store: Store) -> None:
    save(store, *(make_service(description="long " * 500) for _ in range(50)))
    store.close()
    data = store.path.read_bytes()
    store.path.write_bytes(data[: len(data) // 2])
    with (
        pytest.raises(StoreUnusable, match=r"signpost\.db: .*put a copy back"),
        Store.open(store.path) as damaged,
    ):
        list(damaged.searchable())


def test_a_closed_store_says_so(store: Store) -> None:
    store.close()
    with pytest.raises(StoreUnusable, match="closed"):
        _ = store.revision


def test_ids_of_a_range_come_oldest_first_whatever_their_state(store: Store) -> None:
    older, newer = make_service(record_id="older"), make_service(record_id="newer")
    save(store, older, newer)
    store.withdraw([older.id], who=INGEST, why="gone")
    save(store, replace(older, name="Back again"))
    assert store.ids_between("0", "g") == (older.id, newer.id)
    assert store.ids_between(newer.id, newer.id) == (newer.id,)
    assert store.ids_between("g", "z") == ()


def test_a_new_store_and_the_files_beside_it_are_for_their_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "signpost.db"
    with Store.open(path, create=True) as store:
        save(store, make_service())
        modes = {file.name: file.stat().st_mode & 0o777 for file in path.parent.iterdir()}
    assert "signpost.db-wal" in modes
    assert set(modes.values()) == {0o600}


def test_a_mode_that_the_operator_has_set_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "signpost.db"
    with Store.open(path, create=True):
        path.chmod(0o640)
    with Store.open(path, create=True):
        assert path.stat().st_mode & 0o777 == 0o640
