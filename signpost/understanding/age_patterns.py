"""How ages are written, as regular expressions over small letters; each tells the number in its group n. Reads no file."""

from __future__ import annotations

import re
from typing import Literal

_TO_TEN = "one two three four five six seven eight nine ten"
_TEENS = "eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
NUMBERS = {word: number for number, word in enumerate([*_TO_TEN.split(), *_TEENS.split()], 1)} | {
    f"twenty{unit}": 20 + number
    for number, unit in enumerate(["", " one", " two", " three", " four", " five"])
}
_WELSH_WORDS = (
    (2, "dau dwy"), (3, "tri tair dair"), (4, "pedwar pedair bedair"), (5, "pump pum bum"), (6, "chwech chwe"), (7, "saith"),
    (8, "wyth"), (9, "naw"), (10, "deg ddeg"), (11, "un_ar_ddeg un_deg_un"), (12, "deuddeg ddeuddeg un_deg_dau"),
    (13, "tri_ar_ddeg tair_ar_ddeg dair_ar_ddeg un_deg_tri"), (14, "pedwar_ar_ddeg pedair_ar_ddeg bedair_ar_ddeg un_deg_pedwar"),
    (15, "pymtheg bymtheg un_deg_pump"), (16, "un_ar_bymtheg un_deg_chwech"),
    (17, "dau_ar_bymtheg dwy_ar_bymtheg ddwy_ar_bymtheg un_deg_saith"), (18, "deunaw ddeunaw un_deg_wyth"),
    (19, "pedwar_ar_bymtheg pedair_ar_bymtheg bedair_ar_bymtheg"), (20, "ugain"),
)  # fmt: skip
WELSH_NUMBERS = {word.replace("_", " "): number for number, words in _WELSH_WORDS for word in words.split()}
_WELSH_N = r"(?P<n>\d{1,2}|" + "|".join(sorted(WELSH_NUMBERS, key=len, reverse=True)) + ")"
_WELSH_I = r"(?:dwi|dw i|rydw i|rwyf i|rwyf|rwy|wi|fi)(?:'?n)?"
# "14 wythnos", "fi'n 3 o blant": numbers that are no ages.
_WELSH_COUNTED = (
    r"(?!\s*(?:wythnos|mis|diwrnod|awr|munud|mlynedd|blynedd|gwaith|o\b|st[oô]n|kg|%|\d|[:/.]\d|ar\b|a hanner|pwys|cm"
    r"|plentyn|tabled))"
)
_N = r"(?P<n>\d{1,2}|" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + ")"
_ALONE = (
    r"(?P<n>[5-9]|1\d|2[0-5]|" + _TEENS.replace(" ", "|") + ")"
)  # Digits that may be an age without a word that says so.
# "14 days", "13 reasons", "2 exams": numbers that are no ages.
_COUNTED = (
    r"(?!\s*(?:weeks?|months?|minutes?|mins?|hours?|hrs?|days?|nights?|%|stone|kg|pounds|miles|times|people|am|pm|o'?clock|of\b"
    r"|friends?|exams?|years? (?:clean|sober|ago|into|later|since|of|in|waiting)|points?|out of|steps|pages|lessons|more"
    r"|in a|a day"
    r"|grade|subjects|gcses|siblings|marks|behind|sizes?|foot|ft|cm|calories|kids|children|others|brothers|sisters|sessions"
    r"|teachers|schools|\d|:\d|/\d|\.\d|th\b|st\b|nd\b|rd\b))"
)
_BE = (
    r"(?:he'?s|she'?s|he is|she is|they'?re|they are|who'?s|who is|whos"
    r"|(?<!list )(?<!wait )(?<!bmi )(?<!level )(?<!grade )is|nearly|almost|only|just|mine'?s|mine is)"
)
_I = r"(?:i ?a?m|i'm|im|i've just turned|ive just turned|i(?:'ve| have|ve)? (?:just )?turned|me|am)"
_ADVERBS = r"(?:(?:only|just|nearly|almost|about|now|turning|currently|literally|like|still|a)\s+){0,2}"
_SOMEBODY = (
    r"(?:son|daughter|child|kid|boy|girl|brother|sister|lad|lass|grandson|granddaughter|patient|pupil|student|client|nephew|niece"
    r"|cousin|teen|male|female|teenager|stepson|stepdaughter|eldest|oldest|youngest|baby|babys|grandbaby|grandbabys|toddler|yp|cyp|pt|fella|bro|sis|girls|boys"
    r"|little one|young person|young man|young woman|learner|apprentice|foster child|grandchild|dd|ds)"
)
_FRIEND = r"(?:friend|mate|bestie|bff|boyfriend|girlfriend|bf|gf|classmate|flatmate|ex)"
# Behind a number that stands alone these say that it is somebody's age: "14 from oldham".
_GOES_ON = (
    r"(?:and|i|im|i'm|ive|my|from|in|at|cant|can't|dont|don't|live|living|need|feel|feeling|with|female|male|girl|boy|self|depressed"
    r"|anxious|lonely|struggling|student|trans|gay|homeless|pregnant|here|now|nearly|never|been|got|have|been)\b"
)
_YEARS = r"(?:years?|yrs?|yr|y)"
Said = Literal["self", "friend", "other", "alone"]

# Age at the start of the school year: year 1 (England, Wales) is 5 to 6, S1 (Scotland) 11 to 13, P1 (Scotland) 4 to 6.
SCHOOL = (
    (
        re.compile(
            r"\b(?:year|yr|yrs|y)[\s-]?(?P<n>1[0-4]|[1-9]|" + "|".join(NUMBERS) + r")(?:'?s)?\b"
            r"(?!\s*(?:old|olds|o\b|ago|of|wait|later|contract|s\b|months))"
        ),
        4,
    ),
    (
        re.compile(
            r"\b(?:[bfm]lwyddyn|bl)\s*(?P<n>1[0-4]|[1-9]|un ar ddeg|deuddeg|tri ar ddeg|saith|wyth|naw|deg|chwech|pump)\b"
            r"(?!\s*(?:oed|yn ôl|yn ol))"
        ),
        4,
    ),
    (re.compile(r"\bs(?P<n>[1-6])\b"), 11),
    (re.compile(r"\b(?:p|primary )(?P<n>[1-7])\b"), 4),
)
STAGES = (
    (
        re.compile(
            r"\breception\b(?=.{0,20}\b(?:class|year|child|starter)|$)|\bin reception\b|\bstarting school\b"
        ),
        4,
    ),
    (re.compile(r"\bsixth form(?:er)?\b|\b6th form(?:er)?\b"), 17),
    (re.compile(r"\bfresher\b"), 18),
)
_SAID: tuple[tuple[Said, tuple[str, ...]], ...] = (
    (
        "self",
        (
            rf"\b{_I}\s+{_ADVERBS}{_N}\b{_COUNTED}",
            rf"\b{_WELSH_I}\s+(?:yn\s+)?(?:newydd droi'?n?\s+|bron yn\s+|dim ond\s+|nawr\s+)?{_WELSH_N}\b{_WELSH_COUNTED}",
        ),
    ),
    (
        "friend",
        (
            rf"\b{_FRIEND}(?:'?s)?\s*[,:–-]?\s*\(?(?:aged?|is|who is|whos|who's)?\s*{_ADVERBS}{_N}\b\)?{_COUNTED}",
        ),
    ),
    (
        "other",
        (
            rf"\b{_N}\s*-?\s*{_YEARS}[\s-]*(?:old|olds|o)\b",
            rf"\b{_N}\s*-?\s*(?:yo|y/o|yrs|yr|y)\b(?!\s*(?:\d|ago|wait))",
            rf"\b{_N}\s*-?\s*y(?:ear)?s? of age\b",
            rf"\b(?:aged?|turned|turning|turns|turn)\s+(?:of\s+|is\s+)?{_N}\b"
            r"(?!\s*(?:to|-|–|and over|\+|weeks|months|minutes|%))",
            rf"\b{_BE}\s+{_ADVERBS}{_N}\b{_COUNTED}",
            rf"\b{_SOMEBODY}(?:'?s)?\s*[,:–-]?\s*\(?(?:aged?|is|of|who is|whos|who's)?\s*{_ADVERBS}{_N}\b\)?{_COUNTED}",
            rf"\b(?:dd|ds){_N}\b",
            rf"\b{_WELSH_N}\s*(?:[mb]lwydd\s+)?oed\b",
            r"[,(]\s*(?P<n>(?:un|dau|dwy) ar bymtheg|pymtheg|deunaw|(?:tri|tair|pedwar|pedair) ar ddeg|deuddeg)\s*[,.)]",
            r"\b(?:hi|o|e|fo|fe)'n\s+(?P<n>\d{1,2}|\w*bymtheg|\w*ddeunaw|\w*ddeuddeg)(?=\s*(?:[,.;!?]|oed\b|$))",
            rf"\bnow\s+(?:aged\s+)?{_N}\b{_COUNTED}",
            r"\b(?P<n>\d{1,2})\s*/?\s*(?:f|m)\b(?!\s*\w*iles)",
            r"^\s*(?:f|m)\s?/?(?P<n>[4-9]|\d{2})\b",
            r"(?<!\w)\((?:f|m)?[\s,]*(?P<n>\d{1,2})[\s,]*(?:f|m)?\)",
            r"\bage:?\s*(?P<n>\d{1,2})\b",
            r"\b(?:twins|kids|they|both|triplets|will be|gonna be|going to be|soon be|be)"
            rf"\s+(?:are\s+|is\s+)?{_N}\b{_COUNTED}",
            rf"[,.(]\s*{_N}\s*{_YEARS}\s*(?=[,.)]|$)",
        ),
    ),
    (
        "alone",
        (
            rf"^\s*{_ALONE}\s*(?=[,.;!?\n]\s|[,.;!?]?\s*$|-\s|{_GOES_ON})",
            rf"(?:(?<!\d)[.,;!?:\n]\s*|(?<!\w)\(\s*|(?<=\d)[.,;]\s+|\s[-–]\s*){_ALONE}\s*(?=[,.;!?\n)](?!\d)|\s[-–]\s|$|{_GOES_ON})",
            rf"(?<!\d )\band\s+{_ALONE}\s*(?=[,.;!?]|$)",
        ),
    ),
)
SPOKEN = tuple((re.compile(pattern), said) for said, patterns in _SAID for pattern in patterns)
# "11 to 18 year olds", "16-25s", "over 18s": whom a service is for, not how old somebody is.
RANGE = re.compile(
    r"\b\d{1,2}\s*(?:-|–|to)\s*\d{1,2}s?(?:\s*(?:year|yr)s?[\s-]*olds?)?\b|\b(?:over|under)[\s-]*\d{1,2}s?\b"
    r"|\bbetween \d{1,2} and \d{1,2}\b|\brhwng \d{1,2} a \d{1,2}\b|\b\d{1,2} i \d{1,2} oed\b|\b(?:dros|dan)[\s-]*\d{1,2}\b"
)
# How old somebody was then, or how old their mother is: "since she was 4", "mum is 29".
THEN = re.compile(
    r"\b(?:mum|mam|mom|dad|mother|father|nan|gran|husband|wife|partner|teacher)(?:'?s| is|,)? (?:only |just )?\d{1,2}\b"
    r"|\b(?:pan|ers)(?: o'?n i'?n| oeddwn i'?n| oedd \w+'?n)?\s+(?:yn\s+)?\d{1,2}\b(?: oed\b)?"
)
BORN = re.compile(r"\bborn (?:in |on )?(?:\w+ ){0,2}(?P<year>20[0-2]\d)\b")
MONTHS_OLD = re.compile(
    r"\b(?P<n>\d{1,2})[\s-]*(?P<unit>month|week|wk|mth|day)s?[\s-]*old\b"
    r"|\b(?:baby|newborn|infant|little one)(?:'?s| is|,)?\s*\(?(?:aged |who is )?"
    r"(?P<n2>\d{1,2})[\s-]*(?P<unit2>month|week|wk|mth|day)s?\b(?! ago)"
    r"|\b(?P<n3>\d{1,2})[\s-]*(?P<unit3>month|week|wk|mth|day) (?:baby|boy|girl|son|daughter)\b"
)
