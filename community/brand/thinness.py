"""Which part of a person's record is thin, and what honest step would strengthen it: rules over numbers, no database.

A step is always something to do or to say; none can be bought, and none asks others for more than their own words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

# Signs of a story, and goods with what their seller knows of them, below which there is little to go by.
STORY_LENGTH = 60
MOST_NAMED = 3


class Part(StrEnum):
    """A part of the record. Their order is that in which a first visitor misses them."""

    HEADLINE = "headline"
    PHOTO = "photo"
    SPECIALTIES = "specialties"
    STORY = "story"
    KNOWLEDGE = "knowledge"
    PROMISES = "promises"
    WORDS_OF_OTHERS = "words_of_others"
    ANSWERS = "answers"


@dataclass(frozen=True)
class Record:
    """What there is of a person, counted.

    `borne_out` are those of `specialties` of which somebody else gave their word; `store` is the slug of a store of
    theirs; `goods` are on the shelf, and of `explained` of them is said what only one who knows them can say; from
    `enough` promises on they say something; `useful` are those of `answers` that helped whoever asked.
    """

    headline: str = ""
    story: str = ""
    has_photo: bool = False
    specialties: Sequence[str] = ()
    borne_out: frozenset[str] = frozenset()
    store: str = ""
    goods: int = 0
    explained: int = 0
    articles: int = 0
    answers: int = 0
    useful: int = 0
    kept: int = 0
    made: int = 0
    enough: int = 5


@dataclass(frozen=True)
class Thin:
    """A thin part: `named` are the specialties that it is about, `have` of `want` what there is of it."""

    part: Part
    have: int = 0
    want: int = 1
    named: Sequence[str] = ()


def thin_parts(record: Record) -> list[Thin]:
    """What is thin, in the order of `Part`."""
    found = (rule(record) for rule in _RULES)
    return [thin for thin in found if thin is not None]


def strength(record: Record) -> tuple[int, int]:
    """How many parts stand, of how many that concern this person."""
    concerned = len(Part) - (not record.goods)
    return concerned - len(thin_parts(record)), concerned


def _headline(record: Record) -> Thin | None:
    return None if record.headline.strip() else Thin(Part.HEADLINE)


def _photo(record: Record) -> Thin | None:
    return None if record.has_photo else Thin(Part.PHOTO)


def _specialties(record: Record) -> Thin | None:
    return None if record.specialties else Thin(Part.SPECIALTIES)


def _story(record: Record) -> Thin | None:
    length = len(record.story.strip())
    return None if length >= STORY_LENGTH else Thin(Part.STORY, length, STORY_LENGTH)


def _knowledge(record: Record) -> Thin | None:
    """Goods without knowledge; who sells nothing knows by what they write, which is asked for with the answers."""
    if record.explained >= record.goods:
        return None
    return Thin(Part.KNOWLEDGE, record.explained, record.goods)


def _promises(record: Record) -> Thin | None:
    return None if record.made >= record.enough else Thin(Part.PROMISES, record.made, record.enough)


def _words_of_others(record: Record) -> Thin | None:
    """Specialties that only the person themselves speaks of; without any there is nothing to bear out yet."""
    alone = [name for name in record.specialties if name not in record.borne_out]
    if record.specialties and not alone:
        return None
    return Thin(Part.WORDS_OF_OTHERS, len(record.borne_out), max(1, len(record.specialties)), alone[:MOST_NAMED])


def _answers(record: Record) -> Thin | None:
    """Whoever writes articles is read without being asked; answers stand by those whom they helped."""
    if record.articles or record.useful:
        return None
    return Thin(Part.ANSWERS, record.answers)


_RULES: Sequence[Callable[[Record], Thin | None]] = (
    _headline,
    _photo,
    _specialties,
    _story,
    _knowledge,
    _promises,
    _words_of_others,
    _answers,
)
