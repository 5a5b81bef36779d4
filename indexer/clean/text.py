"""HTML, markdown and broken encodings -> plain text. Knows nothing of what the text is about."""

from __future__ import annotations

import re
import unicodedata
import warnings

import ftfy
from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning

# What providers write where they have nothing to say. Compared without case and full stops.
EMPTY_WORDS = frozenset(
    {"", "-", "--", "n/a", "na", "nan", "nil", "none", "null", "not available", "not known", "unknown"}
    | {
        "not applicable",
        "not specified",
        "not relevant",
        "no details supplied",
        "tbc",
        "to be confirmed",
    }
)
MAX_SUMMARY_CHARS = 300  # Two plain sentences; a result on a phone has room for no more.
INVISIBLE = re.compile(
    "[\ufeff\u200b\u2060\u00ad\u200e\u200f]"
)  # Byte order marks and other stowaways of pasting.
TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")
ENTITY = re.compile(r"&(?:[a-z]{2,6}|#\d{2,4});")
BLOCKS = ("p", "div", "li", "ul", "ol", "br", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article")
SENTENCE_END = re.compile(r"(?<=[.!?])[\"'’”)]*\s+(?=[A-Z0-9\"'‘“(])")
# "3.1 To provide", "(a) to relieve": numbers of clauses in the objects of charities.
NUMBERING = re.compile(
    r"^(?:\(?(?:\d+(?:\.\d+)*|[a-z]|i{1,3}|iv|v)\)\.?|\d+(?:\.\d+)+\.?|\d+\.)\s*(?=[A-Za-z])"
)
# "etc." and "e.g." do not end a sentence, nor do titles and initials.
NO_END = re.compile(r"(?:\b(?:e\.g|i\.e|etc|St|Mr|Mrs|Ms|Dr|No|Tel|approx|incl)|\b[A-Z])\.$")
MOST_MENDINGS = 5  # Text was rarely garbled more than twice; a bound keeps hostile text cheap.


def tidy(told: object, empty_words: frozenset[str] = frozenset()) -> str:
    """Give told as one clean text, or "" where it only says that there is nothing.

    Mends mojibake, drops invisible characters and HTML, evens out white space; keeps line breaks.
    """
    text = "" if told is None else str(told)
    if not text.isascii():
        text = _mended(INVISIBLE.sub("", text))
    if TAG.search(text) or ENTITY.search(text):
        text = html_to_text(text)
    text = even_spaces(text)
    return "" if is_empty(text, empty_words) else text


def _mended(text: str) -> str:
    """Mend mojibake, and what mending lays bare, until nothing is left to mend: a tab or a space may have hidden it."""
    for _ in range(MOST_MENDINGS):
        before, text = text, ftfy.fix_text(even_spaces(text), uncurl_quotes=False)
        text = unicodedata.normalize("NFC", text)
        if text == before:
            break
    return text


def is_empty(text: str, more: frozenset[str] = frozenset()) -> bool:
    """Say whether text is one of the ways to say nothing. more: further such words, in lower case."""
    bare = text.strip().rstrip(".").casefold()
    return bare in EMPTY_WORDS or bare in more


def html_to_text(html: str) -> str:
    """Give the words of html; paragraphs and list items on lines of their own, scripts and styles dropped."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
        soup = BeautifulSoup(html, "html.parser")
    for unwanted in soup(["script", "style", "template", "noscript"]):
        unwanted.decompose()
    for block in soup.find_all(BLOCKS):
        block.insert_before("\n")
        block.insert_after("\n")
    return even_spaces(soup.get_text())


def markdown_to_text(markdown: str) -> str:
    """Give the words of markdown: links as their words, then the address where it says more; no marks."""
    text = INVISIBLE.sub("", markdown)
    text = re.sub(r"!\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"\[([^\]]+)\]\((\S+?)(?:\s+\"[^\"]*\")?\)", _link_words, text)
    text = re.sub(r"\\\s*$", "", text, flags=re.M)
    text = re.sub(r"^\s{0,3}(?:#{1,6}\s+|>\s?)", "", text, flags=re.M)
    text = re.sub(r"^\s*[-*+]\s+", "- ", text, flags=re.M)
    text = re.sub(r"(\*\*|__)(.+?)\1", r"\2", text, flags=re.S)
    text = re.sub(r"(?<![\w*])([*_])([^*_\n]+?)\1(?![\w*])", r"\2", text)
    text = re.sub(r"<((?:https?://|mailto:)[^>]+)>", r"\1", text)
    return tidy(text)


def even_spaces(text: str) -> str:
    """Give text with single spaces, no space at line ends, and at most one empty line in a row."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\n" not in text:
        return " ".join(text.split())
    text = re.sub(r"[^\S\n]+", " ", text)
    text = re.sub(r" *\n *", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def one_line(text: str) -> str:
    """Give text on one line."""
    return " ".join(text.split())


def sentences(text: str) -> list[str]:
    """Cut text into sentences at full stops and at line breaks."""
    found: list[str] = []
    for line in text.split("\n"):
        pieces: list[str] = []
        for piece in SENTENCE_END.split(line.strip()):
            if pieces and NO_END.search(pieces[-1]):
                pieces[-1] += f" {piece}"
            elif piece:
                pieces.append(piece)
        found += pieces
    return found


def part_sentences(text: str) -> str:
    """Give text with a space where one sentence runs into the next ("richer in wildlife.The charity")."""
    return re.sub(r"(?<=[a-z]{3}[.!?])(?=[A-Z][a-z]+ )", " ", text)


def summary_of(description: str) -> str:
    """Give the first one or two sentences of description, at most MAX_SUMMARY_CHARS, cut between words."""
    found = [NUMBERING.sub("", one_line(piece)) for piece in sentences(description)]
    found = _without_opener([piece for piece in found if piece][:2])
    if not found:
        return ""
    both = " ".join(found)
    text = both if len(both) <= MAX_SUMMARY_CHARS else found[0]
    if len(text) <= MAX_SUMMARY_CHARS:
        return text
    return text[: MAX_SUMMARY_CHARS - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def _without_opener(pieces: list[str]) -> list[str]:
    """Leave out "We:", which opens a list that a summary has no room for."""
    if pieces and pieces[0].endswith(":"):
        return [pieces[0].rstrip(":") + "."]
    return pieces[:1] if pieces[1:] and pieces[1].endswith(":") else pieces


def _link_words(match: re.Match[str]) -> str:
    words, address = match.group(1), match.group(2)
    bare = address.removeprefix("mailto:").removeprefix("tel:")
    return words if words.strip() in (address, bare) else f"{words} ({bare})"
