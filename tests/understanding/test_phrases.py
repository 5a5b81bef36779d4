"""The little language of the lexicon."""

from __future__ import annotations

import pytest

from signpost.errors import VocabularyError
from signpost.understanding.phrases import PhraseBook
from signpost.understanding.tokens import tokenize


def matched(phrase: str, text: str, *, exact: bool = False) -> list[str]:
    book: PhraseBook[str] = PhraseBook()
    book.add(phrase, "it", exact=exact)
    tokens = tokenize(text)
    return [" ".join(token.text for token in tokens[hit.first : hit.last]) for hit in book.find(tokens)]


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("cutting myself", "i cut myself"),
        ("feel sad", "I feel so really sad"),
        ("cant sleep", "I cannot sleep"),
        ("cant sleep", "can not sleep"),
        ("depress*", "depressing"),
        ("(mum|dad) drinks", "my dad drinks"),
        ("(really |)sad", "sad"),
        ("they(d|ll) go", "they'll go"),
        ("hear .. voices", "i hear these horrible voices"),
        ("<child> wont eat", "my daughter won't eat"),
        ("(my (mum|dad)|nan) died", "nan died"),
        ("self harm", "S3LF-H4RM"),
        ("suicide", "s u i c i d e"),
        ("want to die", "I wanna dieee"),
        ("grapes", "count <number> grapes"),
        ("<number> pills", "20 pills"),
        ("in a gang", "in a gang"),
        ("in the gang", "in gang"),
    ],
)
def test_a_phrase_is_found_however_it_is_written(phrase: str, text: str) -> None:
    assert matched(phrase, text)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("=care leaver", "the car leaver"),
        ("hear .. voices", "hear one two three four voices"),
        ("(mum|dad) drinks", "my nan drinks"),
        ("feel sad", "sad feel"),
    ],
)
def test_a_phrase_is_not_found_where_it_is_not(phrase: str, text: str) -> None:
    assert not matched(phrase, text)


def test_an_exact_phrase_needs_its_articles() -> None:
    assert matched("hear the voice", "hear the voice", exact=True)
    assert not matched("hear the voice", "hear voices", exact=True)


@pytest.mark.parametrize("phrase", ["(a|b", "<nobody> is", "()", "(really|)"])
def test_a_broken_phrase_is_refused_with_its_text(phrase: str) -> None:
    book: PhraseBook[str] = PhraseBook()
    with pytest.raises(VocabularyError):
        book.add(phrase, "it")
