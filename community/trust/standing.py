"""How people stand with a reader: a score, the path to it, the strongest reasons, and what would change it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from community.trust.columns import ANY_TOPIC
from community.trust.core.evidence import Kind
from community.trust.core.voices import strange
from community.trust.naming import Names, Who, names_for
from community.trust.reading import in_step
from community.trust.tracing import NOBODY_KNOWN, STRONGEST, Trace, Word, traces

# Of fewer whom one trusts, one could tell who "someone you trust" is.
FEW = 3
# So much of what is heard has to be good to be called so, and where less of it is, it is bad on the whole.
GOOD, BAD = 0.75, 0.5
# From here on "trusted" needs no more words.
HIGH = 0.7


class Level(StrEnum):
    """What a score comes to in a word."""

    UNKNOWN = "unknown"
    HIGH = "high"
    GOOD = "good"
    MIXED = "mixed"
    LOW = "low"


class Speaker(StrEnum):
    """Whose word a reason is: the reader's own, that of somebody who is named, or of whom no more may be told."""

    YOU = "you"
    NAMED = "named"
    TRUSTED = "trusted"
    SOMEBODY = "somebody"


@dataclass(frozen=True)
class Reason:
    """A word that moves the score by `effect` (0 to 1; below 0: against), and what of it may be told.

    `kept`, `content`, `not_content`, `broken`: deals, of another's only those told in public reviews; `sentence` and
    `topic` of an endorsement; `is_useful`: they found an answer useful. `rows` are primary keys of the
    evidence that makes it: not to be shown.
    """

    speaker: Speaker
    effect: float
    who: Who | None = None
    content: int = 0
    not_content: int = 0
    kept: int = 0
    broken: int = 0
    is_endorsed: bool = False
    is_useful: bool = False
    sentence: str = ""
    topic: str = ""
    rows: tuple[int, ...] = ()

    @property
    def deals(self) -> int:
        """How many deals went well. A kept promise and a content buyer are two facts of one."""
        return max(self.content, self.kept)

    @property
    def trouble(self) -> int:
        return max(self.not_content, self.broken)


@dataclass(frozen=True)
class Path:
    """The people between the reader and the target, by whom their word came; `is_veiled`: "someone you trust"."""

    people: tuple[Who, ...] = ()
    is_veiled: bool = False
    is_own: bool = False
    deals: int = 0
    is_endorsed: bool = False


@dataclass(frozen=True)
class Standing:
    """How somebody stands with a reader. `score` is 0 to 1, and low for somebody of whom nothing is known; `praise` is
    how much of what is heard speaks for them (0 to 1).

    `speakers` people said something of them, `near_speakers` of them in the reader's circle; where that is so small
    that one could tell who, those alone who may be named. `without_best` and `without_worst` are the scores where the
    strongest reason was taken away, and where what counts against most was settled; None where there is none.
    """

    score: float = NOBODY_KNOWN
    path: Path | None = None
    reasons: tuple[Reason, ...] = ()
    against: tuple[Reason, ...] = ()
    speakers: int = 0
    near_speakers: int = 0
    unhappy: int = 0
    praise: float = 0.0
    without_best: float | None = None
    without_worst: float | None = None

    @property
    def level(self) -> Level:
        if not self.speakers:
            return Level.UNKNOWN
        if self.score >= HIGH:
            return Level.HIGH
        if self.praise >= GOOD:
            return Level.GOOD
        return Level.LOW if self.praise < BAD else Level.MIXED

    @property
    def points(self) -> int:
        """The score of a hundred."""
        return round(100 * self.score)


def standing_of(
    viewer: Any, people: Iterable[int], topic: int | None = None, *, most: int = STRONGEST
) -> dict[int, Standing]:
    """How each of `people` (primary keys) stands with `viewer` in `topic` (the key of a tag; None: in all of them as
    if they were one), with at most so many reasons.

    Four statements, however many people and however much data; guests hear the public alone and see no path.
    """
    asked = list(dict.fromkeys(people))
    return standings_of(viewer, {topic: asked}, most=most).get(topic, {}) if asked else {}


def standings_of(
    viewer: Any, people: Mapping[int | None, Sequence[int]], *, most: int = STRONGEST
) -> dict[int | None, dict[int, Standing]]:
    """The same in several topics at once, by topic; no statement more."""
    found: dict[int | None, list[Trace]] = {}
    circle = 0
    with in_step(viewer) as known:
        for topic, asked in people.items():
            found[topic] = traces(known, viewer.pk, asked, topic or ANY_TOPIC, most=most)
            circle = max(circle, known.circle_of(viewer.pk, topic or ANY_TOPIC))
    names = names_for(viewer, (trace for made in found.values() for trace in made))
    teller = Teller(viewer, names, circle >= FEW)
    return {
        topic: {pk: teller.standing(trace) for pk, trace in zip(asked, found[topic], strict=True)}
        for topic, asked in people.items()
    }


def voices_of(viewer: Any, people: Iterable[int], topic: int | None = None) -> dict[int, float]:
    """What the word of each is worth to the viewer (0 to 2, their own 3), of those whose word is worth anything."""
    with in_step(viewer) as known:
        found = known.topic(topic or ANY_TOPIC)
        voices = found.personal_voices(viewer.pk if viewer.pk else None)
        public = found.public_voices()
        heard = ((pk, float(voices[pk] + strange(public[pk]))) for pk in people if pk < len(voices))
        return {pk: voice for pk, voice in heard if voice > 0}


class Teller:
    """Tells one reader what they may know of traces."""

    def __init__(self, viewer: Any, names: Names, is_circle_large: bool) -> None:
        self.viewer, self.names, self.is_circle_large = viewer, names, is_circle_large

    def standing(self, trace: Trace) -> Standing:
        reasons = tuple(self._reason(word) for word in trace.words)
        against = tuple(self._reason(word) for word in trace.against)
        return Standing(
            score=trace.score,
            path=self._path(trace),
            reasons=reasons,
            against=against,
            speakers=trace.speakers,
            near_speakers=trace.near_speakers if self.is_circle_large else self._named_near(trace),
            praise=trace.praise,
            unhappy=max(trace.kinds[Kind.BOUGHT_NOT_CONTENT], trace.kinds[Kind.PROMISE_BROKEN]),
            without_best=trace.score - reasons[0].effect if reasons else None,
            without_worst=trace.score - against[0].effect if against else None,
        )

    def _named_near(self, trace: Trace) -> int:
        near = (self._reason(word) for word in (*trace.words, *trace.against) if word.near)
        return len({reason.who for reason in near if reason.speaker in (Speaker.YOU, Speaker.NAMED)})

    def _reason(self, word: Word) -> Reason:
        edge, names = word.edge, self.names
        if edge.src == self.viewer.pk:
            counts = edge.kinds
            return Reason(
                speaker=Speaker.YOU,
                effect=word.effect,
                content=counts[Kind.BOUGHT_CONTENT],
                not_content=counts[Kind.BOUGHT_NOT_CONTENT],
                kept=counts[Kind.PROMISE_KEPT],
                broken=counts[Kind.PROMISE_BROKEN],
                is_endorsed=counts[Kind.ENDORSED] > 0,
                is_useful=counts[Kind.FOUND_USEFUL] > 0,
                rows=edge.rows,
            )
        is_open = names.has_public_word(edge, against=word.effect < 0) and all(map(self._may_tell, word.route))
        if not is_open:
            speaker = Speaker.TRUSTED if word.near and self.is_circle_large else Speaker.SOMEBODY
            return Reason(speaker=speaker, effect=word.effect, rows=edge.rows)
        content, not_content = names.reviews.get((edge.src, edge.dst), (0, 0))
        sentence, topic = names.endorsement(edge)
        return Reason(
            speaker=Speaker.NAMED,
            effect=word.effect,
            who=names.people[edge.src],
            content=content,
            not_content=not_content,
            is_endorsed=bool(topic),
            is_useful=names.is_useful(edge),
            sentence=sentence,
            topic=topic,
            rows=edge.rows,
        )

    def _path(self, trace: Trace) -> Path | None:
        """The way to the strongest word for the target that the reader's own trust leads to."""
        word = next((word for word in trace.words if word.near), None)
        if word is None or self.viewer.pk is None:
            return None
        reason = self._reason(word)
        if reason.speaker == Speaker.YOU:
            return Path(is_own=True, deals=reason.deals, is_endorsed=reason.is_endorsed)
        if reason.speaker != Speaker.NAMED:
            return Path(is_veiled=True) if self.is_circle_large else None
        through = [edge.dst for edge in word.route]
        return Path(people=tuple(self.names.people[pk] for pk in through), deals=reason.deals)

    def _may_tell(self, edge: Any) -> bool:
        """What ties the reader themself to others they know; of others it is told as far as it is public."""
        return self.names.may_name_own(edge) if edge.src == self.viewer.pk else self.names.may_name(edge)
