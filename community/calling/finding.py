"""Which stores have a hail's words, within those who may answer: looked up so that it costs what a few hundred stores
cost, however many there are.

Of a word that fewer than `COMMON` stores have, all are found. Of a common one some are, in several lines: stores near
by, stores of people whom the hailer's people trust, and some from a point of the list that differs from hail to hail,
so that it is not always the same ones. Those who stand first in any of the lines are looked at more closely.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest
from typing import Any, NamedTuple

import numpy as np
from django.db.models import Exists, Max, Min, QuerySet

from community.calling.cells import cells_around
from community.calling.indexing import tag_term
from community.calling.matching import COMMON, STANDS, TAG, Said
from community.calling.models import StoreTerm
from community.calling.terms import terms_of
from community.channels.models import Subscription
from community.hail.models import Audience, Hail
from community.trust.columns import ANY_TOPIC
from community.trust.reading import in_step
from config.kit.geo import Place, distance
from shop.stores.models import Store

# Words of a hail that are looked up.
MOST_TERMS = 24
# Words of a long text among which those are chosen.
MOST_SAID = 120
# Metres within which those near by are looked for; the further ones only where there are few close ones.
CLOSE, AROUND = 2_000, 10_000
# So many are read from the point of the list at which a hail begins.
STRETCH = 100
# So many people whom the hailer's people trust are asked, and so many stores by name: theirs, or those of members.
TRUSTED = NAMED = 400


class Row(NamedTuple):
    """A word of a store: where it stands, for which product, and how far away that is (metres), where it counts."""

    term: str
    store: int
    source: int
    product: int | None
    cell: int | None
    metres: float = 0.0


@dataclass(frozen=True)
class Finding:
    """The stores that were found, in the order in which they are to be looked at, and what each of the hail's words
    says where it stands best."""

    stores: Sequence[int]
    says: Mapping[str, Said]

    def said_by(self, stores: Collection[int]) -> dict[int, list[Said]]:
        """What each of these stores has of the hail's words. One query."""
        found: dict[int, list[Said]] = {store: [] for store in stores}
        for row in _of(stores, self.says):
            word = self.says[row.term]
            found[row.store].append(Said(row.term, row.source, word.shared, row.product, word.is_chosen))
        return found


Terms = QuerySet[StoreTerm, StoreTerm]
COLUMNS = ("term", "store_id", "source", "product_id", "cell")


def words_of(hail: Hail) -> dict[str, bool]:
    """The hail's words, and whether each is a tag that its hailer chose; of a long text those that say most. One query,
    or two."""
    chosen = {tag_term(name): True for name in hail.tags.names()}
    # A word of the text may be somebody's tag too.
    said = [word for word in terms_of(hail.text) if word not in chosen]
    room = MOST_TERMS - len(chosen)
    return chosen | dict.fromkeys(said if len(said) <= room else _telling(hail, said[:MOST_SAID])[:room], False)


def _telling(hail: Hail, words: Sequence[str]) -> list[str]:
    """Those of the words that any store has: first those that few have, else in their order. One query."""
    rows = {word: StoreTerm.objects.filter(term=word).order_by("-source", "store_id") for word in words}
    has = {f"has_{at}": Exists(rows[word]) for at, word in enumerate(words)}
    many = {f"many_{at}": Exists(rows[word][COMMON - 1 : COMMON]) for at, word in enumerate(words)}
    stands: Any = Hail.objects.filter(pk=hail.pk).values(**has, **many).get()
    there = [(stands[f"many_{at}"], at) for at in range(len(words)) if stands[f"has_{at}"]]
    return [words[at] for _many, at in sorted(there)]


def find(hail: Hail, words: Mapping[str, bool]) -> Finding:
    """The stores that have the words, from all lines by turns.

    A query for each word and a few for each common one, however many stores there are.
    """
    first = {word: _rows(StoreTerm.objects.filter(term=word)) for word in words}
    says = {word: Said(word, TAG, len(first[word]), is_chosen=is_chosen) for word, is_chosen in words.items()}
    lines = [_in_order(line, says) for line in _lines(hail, first)]
    return Finding(_by_turns(lines), says)


def _rows(terms: Terms, most: int = COMMON) -> list[Row]:
    """Those where the word stands best come first."""
    return [Row(*row) for row in terms.order_by("-source", "store_id").values_list(*COLUMNS)[:most]]


def _of(stores: Collection[int], words: Iterable[str]) -> list[Row]:
    """What these stores have of the words."""
    rows = StoreTerm.objects.filter(store__in=stores, term__in=list(words))
    return [Row(*row) for row in rows.values_list(*COLUMNS)]


def _in_order(line: Iterable[Row], says: Mapping[str, Said]) -> list[int]:
    """The stores of a line: those that say most first, of equal ones the nearest, then as they came."""
    says_most: dict[int, float] = defaultdict(float)
    metres: dict[int, float] = {}
    for row in dict.fromkeys(line):
        says_most[row.store] += says[row.term].says * STANDS[row.source]
        metres[row.store] = row.metres
    return sorted(says_most, key=lambda store: (-says_most[store], metres[store]))


def _by_turns(lines: Iterable[Iterable[int]]) -> list[int]:
    """The first of each line, then the second of each, and so on; nobody twice."""
    turns = chain.from_iterable(zip_longest(*lines))
    return list(dict.fromkeys(store for store in turns if store is not None))


def _lines(hail: Hail, first: Mapping[str, list[Row]]) -> Iterator[list[Row]]:
    """Lines of those who may answer. `first` are the first of all stores that have each word."""
    common = [word for word, rows in first.items() if len(rows) == COMMON]
    if hail.audience == Audience.TRUSTED:
        yield _of(_stores_of(trusted_by(hail.person)), first)
    elif hail.audience == Audience.GROUPS:
        yield from _in_groups(hail, first, common)
    elif hail.audience == Audience.NEARBY and hail.place is not None:
        within = set(cells_around(hail.place, hail.radius))
        yield [row for row in _rare(first) if row.cell in within]
        yield _near(hail.place, common, hail.radius)
        yield [row for row in _trusted(hail, common) if row.cell in within]
    elif hail.audience == Audience.EVERYONE:
        yield _rare(first)
        if hail.place is not None:
            yield _near(hail.place, common, AROUND)
        yield _trusted(hail, common)
        yield _from_somewhere(hail, [first[word] for word in common])


def _rare(first: Mapping[str, list[Row]]) -> list[Row]:
    """All rows of those words of which these are all."""
    return [row for rows in first.values() if len(rows) < COMMON for row in rows]


def _near(place: Place, common: Sequence[str], metres: float) -> list[Row]:
    """Those within so many metres, and a little beyond. One query for each word, or two."""
    found: list[Row] = []
    for word in common:
        rows = _within(place, min(CLOSE, metres), word)
        found += rows if len(rows) == COMMON or metres <= CLOSE else _within(place, metres, word)
    return found


def _within(place: Place, metres: float, word: str) -> list[Row]:
    rows = StoreTerm.objects.filter(term=word, cell__in=cells_around(place, metres), store__lat__isnull=False)
    columns = rows.order_by("-source").values_list(*COLUMNS, "store__lat", "store__lon")[:COMMON]
    return [Row(*row)._replace(metres=distance(place, Place(lat, lon))) for *row, lat, lon in columns]


def _trusted(hail: Hail, common: Sequence[str]) -> list[Row]:
    return _of(_stores_of(trusted_by(hail.person)), common) if common else []


def _from_somewhere(hail: Hail, words: Sequence[list[Row]]) -> list[Row]:
    """More of each word, from a point that is always the same for a hail, and what comes first behind them."""
    if not words:
        return []
    ends = Store.objects.aggregate(first=Min("pk"), last=Max("pk"))
    start = random.Random(hail.pk).randint(ends["first"] or 1, ends["last"] or 1)  # noqa: S311 to be fair, not to be secret
    found: list[Row] = []
    for first in words:
        best = StoreTerm.objects.filter(term=first[0].term, source=first[0].source, store__gte=start)
        found += _rows(best, STRETCH)
    return found + [row for first in words for row in first[:STRETCH]]


def _in_groups(hail: Hail, first: Mapping[str, list[Row]], common: Sequence[str]) -> Iterator[list[Row]]:
    asked = hail.in_groups.filter(group__closed_at=None)
    members = Subscription.objects.active().filter(channel__group__in=asked.values("group"))
    owned = Store.objects.filter(owner__in=members.values("person"))
    named = list(owned.values_list("pk", flat=True)[: NAMED + 1])
    if len(named) <= NAMED:
        yield _of(named, first)
        return
    theirs = StoreTerm.objects.filter(store__owner__in=members.values("person"))
    yield [row for word in first for row in _rows(theirs.filter(term=word))]


def _stores_of(people: Sequence[int]) -> list[int]:
    return list(Store.objects.selling().filter(owner__in=people).values_list("pk", flat=True)[:NAMED])


def trusted_by(person: Any) -> list[int]:
    """Whom trust of the person reaches in two steps: those trusted most, by primary key."""
    with in_step(person) as known:
        reached = known.topic(ANY_TOPIC).walk(person.pk).both
    people = np.flatnonzero(reached)
    strongest = people[np.argsort(-reached[people], kind="stable")][: TRUSTED + 1]
    return [int(pk) for pk in strongest if pk != person.pk]
