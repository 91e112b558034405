"""Whom the circle of a reader speaks well of."""

from __future__ import annotations

from typing import Any

import numpy as np

from community.trust.columns import ANY_TOPIC
from community.trust.reading import in_step
from community.trust.standing import GOOD
from community.trust.tracing import traces

# Of the circle so many are heard, those whose word counts most for the reader, and of those they speak of so many.
HEARD, KNOWN = 200, 100


def well_spoken_of(viewer: Any) -> dict[int, float]:
    """People (primary keys) of whom the reader's circle, or they themself, had good to say and of whom what is heard is
    good on the whole, with their scores; the highest first. Three statements, however much data."""
    with in_step(viewer) as known:
        topic = known.topic(ANY_TOPIC)
        voices = topic.personal_voices(viewer.pk)
        circle = np.flatnonzero(voices > 0)
        circle = circle[np.argsort(-voices[circle], kind="stable")[:HEARD]]
        pairs = known.index.pairs
        slots, which = pairs.from_people(circle)
        said = topic.good[slots] * voices[circle][which]
        people, at = np.unique(pairs.dst[slots], return_inverse=True)
        weights = np.bincount(at, said, len(people))
        loudest = np.argsort(-weights, kind="stable")[:KNOWN]
        targets = [int(people[place]) for place in loudest if weights[place] > 0 and people[place] != viewer.pk]
        found = zip(targets, traces(known, viewer.pk, targets, ANY_TOPIC, most=0), strict=True)
        scores = {target: trace.score for target, trace in found if trace.near_speakers and trace.praise >= GOOD}
    return dict(sorted(scores.items(), key=lambda row: -row[1]))
