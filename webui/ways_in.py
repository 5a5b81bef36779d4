"""Needs in the words that people think in, grouped as the home page offers them. Every need stands in one group of WAYS_IN."""

from __future__ import annotations

from dataclasses import dataclass

from signpost.vocabulary import Term, needs


@dataclass(frozen=True, slots=True)
class Way:
    """A need as somebody would say it."""

    need_id: str
    words: str


@dataclass(frozen=True, slots=True)
class Group:
    """A heading, the icon beside it, and its needs; the first few are shown on the home page."""

    heading: str
    icon: str
    ways: tuple[Way, ...]


def _group(heading: str, icon: str, *pairs: tuple[str, str]) -> Group:
    return Group(heading, icon, tuple(Way(need_id, words) for need_id, words in pairs))


WAYS_IN = (
    _group(
        "I feel…",
        "heart",
        ("anxiety", "worried or panicky"),
        ("low-mood-depression", "sad or low"),
        ("stress", "that it is all too much"),
        ("sleep", "tired and can't sleep"),
        ("friendships-loneliness", "lonely"),
        ("anger-behaviour", "angry"),
        ("self-esteem", "not good enough"),
        ("body-image", "bad about my body"),
        ("eating-problems", "stuck with food and eating"),
        ("self-harm", "like hurting myself"),
        ("suicidal-thoughts", "like I don't want to live"),
        ("ocd", "stuck with thoughts that won't stop"),
        ("psychosis", "that I see or hear things others don't"),
        ("trauma-ptsd", "haunted by something that happened"),
    ),
    _group(
        "Something is happening…",
        "cloud",
        ("school-exams-attendance", "school or exams"),
        ("bullying", "bullying"),
        ("family-relationships", "trouble at home"),
        ("parental-separation", "my parents are splitting up"),
        ("bereavement-loss", "someone has died"),
        ("domestic-abuse", "someone at home or a partner hurts me"),
        ("sexual-abuse-exploitation", "sexual abuse, or being used"),
        ("drugs-alcohol", "drink or drugs"),
        ("smoking-vaping", "smoking or vaping"),
        ("gaming-screen-time", "gaming, gambling or screens"),
        ("sexual-health-relationships", "sex and relationships"),
        ("racism-discrimination", "racism or being treated unfairly"),
        ("youth-offending", "trouble with the police"),
        ("housing-homelessness", "nowhere safe to live"),
        ("money-benefits", "money worries"),
        ("employment-training", "work and training"),
    ),
    _group(
        "My life is a bit different…",
        "star",
        ("young-carers", "I look after someone"),
        ("lgbtq-identity", "I am LGBTQ+, or wondering"),
        ("care-experienced", "I am in care or have left it"),
        ("adhd", "I have ADHD, or might have"),
        ("autism-neurodiversity", "I am autistic, or might be"),
        ("physical-health-disability", "I am ill or disabled"),
        ("speech-language", "talking is hard for me"),
        ("migration-refugee", "I came here from another country"),
        ("pregnancy-perinatal", "I am having a baby"),
        ("parenting-support", "I am a parent and want support"),
    ),
)

# The same needs, as somebody sees them who looks after a child. A need may stand here and above.
FOR_OTHERS = _group(
    "I'm looking after someone…",
    "who",
    ("anxiety", "my child worries all the time"),
    ("school-exams-attendance", "my child won't go to school"),
    ("low-mood-depression", "my child seems very sad"),
    ("anger-behaviour", "my child is often angry"),
    ("eating-problems", "my child has trouble with food"),
    ("self-harm", "my child hurts themselves"),
    ("parenting-support", "I need support too"),
)


def ways_for(who: str) -> tuple[Group, ...]:
    """Give the groups as the home page offers them, those that fit whoever asks first."""
    return (FOR_OTHERS, *WAYS_IN) if who == "parent-carer" else (*WAYS_IN, FOR_OTHERS)


def neighbours(need_id: str) -> tuple[Term, ...]:
    """Give a few other needs of the same group, those that stand closest first."""
    for group in WAYS_IN:
        ids = [way.need_id for way in group.ways]
        if need_id in ids:
            here = ids.index(need_id)
            closest = sorted(
                (each for each in ids if each != need_id), key=lambda each: abs(ids.index(each) - here)
            )
            return tuple(needs()[each] for each in closest[:5])
    return ()
