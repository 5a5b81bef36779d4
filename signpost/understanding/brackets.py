"""The brackets of the lexicon's phrases: "(mum|dad) drinks", "they(d|ll) go". Knows nothing of words."""

from __future__ import annotations

from collections.abc import Iterator

from signpost.errors import VocabularyError


def pieces(written: str) -> Iterator[str | list[str]]:
    """Give the plain parts and, as lists, the choices of a phrase, in order. Raises VocabularyError."""
    start = 0
    for low, high in _brackets(written):
        yield written[start:low]
        yield _choices(written[low + 1 : high])
        start = high + 1
    yield written[start:]


def _brackets(written: str) -> list[tuple[int, int]]:
    """Give where the outer brackets stand."""
    depth, low, spans = 0, 0, []
    for position, char in enumerate(written):
        if char == "(":
            low = position if depth == 0 else low
            depth += 1
        elif char == ")":
            depth -= 1
            if depth == 0:
                spans.append((low, position))
    if depth:
        raise VocabularyError(f"phrase {written!r} has brackets that do not match; count them")
    return spans


def _choices(inside: str) -> list[str]:
    """Split at the bars that stand outside of inner brackets."""
    depth, choices = 0, [""]
    for char in inside:
        depth += (char == "(") - (char == ")")
        if char == "|" and depth == 0:
            choices.append("")
        else:
            choices[-1] += char
    return choices


def without_glued_choices(phrase: str) -> list[str]:
    """Write out choices that are glued to a word: "they(d|ll) go" is "theyd go" and "theyll go"."""
    for low, high in _brackets(phrase):
        choices = _choices(phrase[low + 1 : high])
        before, after = phrase[:low], phrase[high + 1 :]
        glued_left = before[-1:].strip() and any(choice[:1].strip() for choice in choices)
        glued_right = after[:1].strip() and any(choice[-1:].strip() for choice in choices)
        if glued_left or glued_right:
            return [out for choice in choices for out in without_glued_choices(before + choice + after)]
    return [phrase]
