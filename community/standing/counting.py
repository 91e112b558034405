"""Public voices: counted by a worker from all evidence, topic by topic, and kept as rows for all processes to read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import numpy as np
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from community.picks.judging import bad_picks
from community.standing.models import PublicVoice, VoiceCount
from community.trust.asking import memberships_since
from community.trust.columns import ANY_TOPIC, NO_TOPIC
from community.trust.core.crowds import Custom
from community.trust.models import Evidence, Freeze, Verification
from community.trust.reading import Reading, in_step
from community.trust.verifying import verified_people
from config.kit.claims import finish, held

EVERY = timedelta(hours=1)
# Topics with fewer rows have the voices of all evidence; of the others the busiest.
LEAST_ROWS, MOST_TOPICS = 50, 50
CHUNK = 2000
# Counts that are done and no longer read are kept for so long, for processes that read them just now.
KEPT = timedelta(minutes=10)


def plan_count() -> VoiceCount | None:
    """A row for the next count, where one is due; else None.

    It is due at once when the site verified somebody or froze a voice, or took that back; else where the last is older
    than `EVERY`, and there is new evidence or somebody came to a group or left one.
    """
    last = VoiceCount.objects.order_by("-pk").first()
    newest = Evidence.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    if not newest or (last is not None and (last.done_at is None or not _is_due(last, newest))):
        return None
    return VoiceCount.objects.create(newest_row=newest)


def _is_due(last: VoiceCount, newest: int) -> bool:
    since = last.created_at
    acts = (model.objects.filter(Q(at__gt=since) | Q(ended_at__gt=since)) for model in (Verification, Freeze))
    if any(rows.exists() for rows in acts):
        return True
    is_old = since <= timezone.now() - EVERY
    return is_old and (last.newest_row != newest or next(memberships_since(since), None) is not None)


def count_voices(count: VoiceCount) -> None:
    """Write the voices of a count, and finish it. Counted twice it is the same."""
    count.voices.all().delete()
    customs: dict[str, Custom] = {}
    with in_step() as known:
        known.columns.seeds = tuple(sorted(verified_people()))
        for topic in _topics(known):
            VoiceCount.objects.filter(pk=count.pk, done_at=None).update(**held())
            found = known.index.topic(topic)
            found.walk_publicly()
            customs[str(topic)] = found.custom
            thousandths = np.rint(found.public * 1000).astype(int)
            _write(count, topic, thousandths)
    with transaction.atomic():
        VoiceCount.objects.filter(pk=count.pk).update(customs=customs, bad_picks=_bad_picks())
        finish(count)
    VoiceCount.objects.filter(pk__lt=count.pk, done_at__lt=timezone.now() - KEPT).delete()


def _bad_picks() -> dict[int, dict[int, int]]:
    found: dict[int, dict[int, int]] = {}
    for (person, topic), number in bad_picks().items():
        found.setdefault(topic, {})[person] = number
    return found


def _write(count: VoiceCount, topic: int, thousandths: np.ndarray) -> None:
    of = {"count": count, "topic_id": None if topic == ANY_TOPIC else topic}
    heard = np.flatnonzero(thousandths >= PublicVoice.LEAST).tolist()
    for start in range(0, len(heard), CHUNK):
        people = heard[start : start + CHUNK]
        PublicVoice.objects.bulk_create(
            PublicVoice(person_id=person, thousandths=int(thousandths[person]), **of) for person in people
        )


def _topics(known: Reading) -> Iterator[int]:
    """All topics as one, then those that have most rows."""
    yield ANY_TOPIC
    of_rows = np.array(known.columns.topic)[np.array(known.columns.kind) >= 0]
    topics, counts = np.unique(of_rows[of_rows != NO_TOPIC], return_counts=True)
    for place in np.argsort(-counts, kind="stable")[:MOST_TOPICS]:
        if counts[place] >= LEAST_ROWS:
            yield int(topics[place])
