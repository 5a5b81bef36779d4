"""NAMES IN CAPITALS -> names as people write them. Knows acronyms, small words and British surnames, not places."""

from __future__ import annotations

import re

_ACRONYMS = """
    NHS CAMHS CYPMHS CYPS CAMHT IAPT PE GP GPS MIU A&E PTSD OCD ADHD ASD EMDR DBT CBT MS ME HIV AIDS SARC SEMH
    YMCA YWCA NSPCC RSPCA RSPB RNIB RNID RNLI SSAFA NYAS NDCS ICAN ICW CAB CVS WI WRVS PHAB TLC BHA MHA BID SOS
    LGBT LGBTQ LGBTQ+ LGBTQIA LGBTQIA+ BME BAME UK USA EU UN RAF BBC BSL IT ESOL STEM SEN SEND PRU PTA PTFA PSA
    ACS AQA BRE CBAC CITB CLIC EMH ERIC HALO IVCC LAMDA LHA MSI NCFE NIAB NOCN NYU RSA SRUC UBS UCLU UEA WJEC YHA
    CIO CIC PLC MBC FC AFC GMCA UCAN ASGMA GMESS CWP SHAP OCA CCFL IGA JTL DOFE II III IV VI VII VIII IX XI XII
"""
ACRONYMS = frozenset(_ACRONYMS.split())
_SMALL = "a an and as at but by for from in into of on or the to upon with over under next"
SMALL_WORDS = frozenset(_SMALL.split())
WRITTEN = {"DOFE": "DofE", "CYPS": "CYPS", "PHD": "PhD", "COFE": "CofE", "C.I.C": "CIC", "CIO.": "CIO"}
VOWELS = re.compile(r"[AEIOUY]")
WORD = re.compile(r"[^\W_]+(?:[’'.&][^\W_]+)*\+?\.?|[\W_]+")
TITLE_CASED = re.compile(r"\b(?:Camhs|Nhs|Lgbtq?|Ymca|Ywca|Gp|Pcts?|Adhd|Cic|Sen|Bme|Hiv|Nspcc)\b")
SENTENCE_START = re.compile(
    r"(^|(?<!e\.g)(?<!i\.e)(?<!etc)[.!?]\s+|\n\s*(?:[-•*]\s*)?|\(\w{1,3}\)\s*)([a-z])"
)
# Words in capitals side by side, though the rest of the text is calm: "YOUNG PEOPLE We have been asked".
SHOUTED_RUN = re.compile(
    r"(?<![\w'’])[A-Z]{2,}(?:['’][A-Z]+)?(?:[ /-]+(?:[A-Z]{2,}(?:['’][A-Z]+)?|A)\b)*(?![\w+])"
)
_EVERYDAY = "ADULTS CARERS CHILDREN FAMILIES FREE ONLY OPEN PARENTS PEOPLE THEM WOMEN YOUNG"
EVERYDAY = frozenset(_EVERYDAY.split())
SHOUTED_SHARE = 0.8  # Of the letters; a few capitals of their own are no shouting.
MIN_SHOUT_LETTERS = 4


def sensible_name(name: str) -> str:
    """Give name without shouting: "THE D C TRUST" -> "The D C Trust", "Mendip Camhs" -> "Mendip CAMHS"."""
    if not is_shouted(name):
        return TITLE_CASED.sub(lambda match: match.group().upper(), name)
    words = WORD.findall(name)
    spoken = [position for position, word in enumerate(words) if word[0].isalnum()]
    return "".join(
        _word(word, first=position == spoken[0] or _opens(words, position), last=position == spoken[-1])
        if word[0].isalnum()
        else word
        for position, word in enumerate(words)
    )


def unshout(text: str) -> str:
    """Give prose in capitals as sentences, single headings too. Acronyms keep theirs; names of people and places lose them."""
    if not is_shouted(text):
        return SHOUTED_RUN.sub(_calm_run, text)
    words = [
        WRITTEN.get(word, word) if word in ACRONYMS else word.lower() for word in re.split(r"(\W+)", text)
    ]
    calm = SENTENCE_START.sub(lambda match: match.group(1) + match.group(2).upper(), "".join(words))
    return re.sub(r"\bi\b", "I", calm)


def is_shouted(text: str) -> bool:
    """Say whether nearly all letters are capitals. One short word may be an acronym and is left alone."""
    letters = [letter for letter in text if letter.isalpha()]
    if len(letters) < MIN_SHOUT_LETTERS:
        return False
    return sum(letter.isupper() for letter in letters) >= SHOUTED_SHARE * len(letters)


def _calm_run(match: re.Match[str]) -> str:
    """Calm words in capitals in the midst of calm prose; one unknown word alone may be an acronym."""
    run = match.group()
    words = re.findall(r"[A-Z]{3,}", run)
    unknown = {word for word in words if word not in ACRONYMS}
    if len(unknown) < 2 and not EVERYDAY.intersection(words):
        return run
    calm = "".join(word if word in ACRONYMS else word.lower() for word in re.split(r"(\W+)", run))
    before = match.string[: match.start()].rstrip(" ")
    return calm[0].upper() + calm[1:] if not before or before[-1] in ".!?:\n" else calm


def _opens(words: list[str], position: int) -> bool:
    return position > 0 and words[position - 1].strip() in ("(", "-", "–", ":", '"', "/")


def _word(word: str, *, first: bool, last: bool) -> str:
    if word in WRITTEN:
        return WRITTEN[word]
    bare = word.rstrip(".")
    if bare in ACRONYMS or len(bare) == 1 or (len(bare) <= 5 and not VOWELS.search(bare) and bare.isalpha()):
        return word if bare not in {"ST", "MR", "MRS", "DR", "LTD", "ST'S"} else word.capitalize()
    if re.fullmatch(r"(?:[A-Z]\.)+[A-Z]?", word) or re.fullmatch(r"[A-Z]{1,3}\d+", bare):
        return word
    if re.match(r"\d+(?:ST|ND|RD|TH)$", bare):
        return word.lower()
    if bare.lower() in SMALL_WORDS and not first and not last:
        return word.lower()
    return _capitalised(word)


def _capitalised(word: str) -> str:
    calm = word[0].upper() + word[1:].lower()
    calm = re.sub(r"^Mc([a-z])", lambda match: "Mc" + match.group(1).upper(), calm)
    # O'Brien and D'Arcy, but Children's and Don't.
    return re.sub(
        r"^([OD])(['’])([a-z]{2,})", lambda match: match.expand(r"\1\2") + match.group(3).title(), calm
    )
