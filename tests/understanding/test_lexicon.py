"""The lexicon as data: whole, readable, and every list known."""

from __future__ import annotations

from signpost.understanding.fields import field_book
from signpost.understanding.lexicon import lexicon_files, read_lexicon
from signpost.understanding.needs import WEIGHTS, phrase_book
from signpost.understanding.risk import KINDS
from signpost.understanding.signals import rule_book
from signpost.understanding.thrive import thrive_book
from signpost.vocabulary import choices, needs, thrive_groups


def test_every_need_has_its_file_and_every_file_its_need() -> None:
    written = [read_lexicon(file)["need"] for file in lexicon_files("needs")]
    assert sorted(written) == sorted(needs())


def test_files_of_needs_hold_no_list_that_nothing_reads() -> None:
    known = {"need", "not", "listing", *WEIGHTS}
    assert {key for file in lexicon_files("needs") for key in read_lexicon(file)} <= known


def test_every_kind_of_risk_has_rules() -> None:
    written = {read_lexicon(file).get("kind") for file in lexicon_files("risk")} - {None}
    assert written == set(KINDS)


def test_every_phrase_compiles() -> None:
    for book in (phrase_book(), rule_book(), field_book(), thrive_book()):
        assert book.find([]) == []


def test_wishes_have_the_ids_of_the_vocabulary() -> None:
    fields = read_lexicon("fields.toml")
    assert set(fields["access"]) == set(choices("access"))
    assert set(fields["referral"]) == set(choices("referral"))
    assert set(read_lexicon("thrive.toml")["thrive"]) == set(thrive_groups())


def test_small_words_never_swallow_words_that_weigh() -> None:
    small = set(read_lexicon("smallwords.toml")["small"])
    assert not small & {
        "not",
        "no",
        "never",
        "help",
        "ocd",
        "sad",
        "gay",
        "low",
        "down",
        "end",
        "self",
        "nobody",
        "nothing",
    }
