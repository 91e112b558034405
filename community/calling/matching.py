"""How well a store fits a hail, and why: numbers in, numbers and reasons out. Pure: no database, no settings.

A store's words count by how rare they are and by where they stand; what of them is said together saturates, so that
ten weak signs are no better than two strong ones. What the hailer's people say of the seller, how near it is, and
whether it answers when it is called, then decide between those that could have it. Who fits by nothing is not called,
however trusted and near: one hails for something.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

# A word that so many stores have, or more, says little; the rarest says 1.
COMMON = 300
TAG, NAME, KNOWS, STORE = 4, 3, 2, 1
# What a word says by where it stands at the store.
STANDS = {TAG: 1.0, NAME: 0.8, KNOWS: 0.3, STORE: 0.4}
# A tag that the hailer chose is meant; a word of the text may only have been said along with it.
CHOSEN = 2.0
# So much must stand at a store for it to be called at all, however many others have the same: a tag or a word of a
# name, or three words of what its seller knows. A word or two in passing is chance.
LEAST = 0.7
# And so much of what is said by the one of which most is said.
LEAST_SHARE = 0.25
# Parts of the whole.
FIT, TRUST, NEAR, RECORD, KNOWLEDGE = 0.5, 0.2, 0.12, 0.12, 0.06
# Metres at which nearness is down to a third (e-fold).
FAR = 4000.0
# What is thought of who was never called: three of four answer, and keep their word.
PRIOR = (3.0, 1.0)


@dataclass(frozen=True)
class Said:
    """A word of the hail that a store has: where it stands, how many stores have it, and for which product."""

    term: str
    source: int
    shared: int
    product: int | None = None
    is_chosen: bool = False

    @property
    def stands(self) -> float:
        """By where it stands, and whether it is meant."""
        return STANDS[self.source] * (CHOSEN if self.is_chosen else 1.0)

    @property
    def says(self) -> float:
        rarity = math.log2(1 + COMMON / max(1, self.shared)) / math.log2(1 + COMMON)
        return rarity * self.stands


@dataclass(frozen=True)
class Candidate:
    """A store that could be called. `metres` to the hail's area, None where either has none; `trust` 0 to 1; of so many
    `calls` of late so many were `answered`, and of so many promises (`kept`, `broken`) so many were."""

    store: int
    said: Sequence[Said]
    metres: float | None = None
    trust: float = 0.5
    calls: int = 0
    answered: int = 0
    kept: int = 0
    broken: int = 0


@dataclass(frozen=True)
class Match:
    """`score` 0 to 1, what it is made of, and the words and product that said most."""

    store: int
    score: float
    parts: Mapping[str, float] = field(default_factory=dict)
    terms: tuple[Said, ...] = ()
    metres: float | None = None

    @property
    def product(self) -> int | None:
        return next((said.product for said in self.terms if said.product is not None), None)


def said_by(words: Iterable[Said]) -> float:
    """How much a store's words say, 0 to infinity."""
    return sum(word.says for word in words)


def matched(candidates: Iterable[Candidate]) -> list[Match]:
    """Those that fit, the best first; of equal ones the one that was there first (the lowest key)."""
    fitting = [one for one in candidates if sum(word.stands for word in one.said) >= LEAST]
    most = max((said_by(one.said) for one in fitting), default=0.0)
    found = [_match(one) for one in fitting if said_by(one.said) >= most * LEAST_SHARE]
    return sorted(found, key=lambda match: (-match.score, match.store))


def _match(one: Candidate) -> Match:
    parts = {
        "fit": 1 - math.exp(-said_by(one.said)),
        "trust": one.trust,
        "near": math.exp(-one.metres / FAR) if one.metres is not None else 0.0,
        "record": (_share(one.answered, one.calls - one.answered) + _share(one.kept, one.broken)) / 2,
        "knowledge": float(any(word.source == KNOWS for word in one.said)),
    }
    weights = {"fit": FIT, "trust": TRUST, "near": NEAR, "record": RECORD, "knowledge": KNOWLEDGE}
    score = sum(weights[name] * part for name, part in parts.items())
    terms = tuple(sorted(one.said, key=lambda word: (-word.says, word.term)))
    return Match(one.store, score, parts, terms, one.metres)


def _share(good: int, bad: int) -> float:
    """The mean of the Beta posterior over `PRIOR`."""
    return (PRIOR[0] + good) / (sum(PRIOR) + good + max(0, bad))
