"""Give one's word that one trusts somebody about a topic, and say it otherwise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from taggit.models import Tag

from community.attention.quotas import Quota, spend
from community.endorsements.controlling import is_in_one_hand
from community.endorsements.models import MOST_STANDING, SENTENCE_LENGTH, Endorsement
from community.endorsements.policies import can_endorse, can_reword
from community.endorsements.topics import spelled, topic_named
from community.events import endorsed
from community.moderation.filtering import refuse_unwanted_in
from community.moderation.restricting import What, refusal, restriction_on
from community.people.blocking import hold_both
from community.people.models import Person
from community.trust.models import Evidence
from community.trust.recording import record
from config.kit.errors import Conflict, Invalid, NotAllowed
from config.kit.lines import one_line

_ATTEMPTS = 5


class OwnAccount(Invalid):
    code = "own_account"
    message = gettext_lazy("By what we know, this account is yours as well. One cannot stand behind oneself.")


class NoPlaceLeft(Conflict):
    """As many of one's endorsements stand as may. It does not end by itself, as a quota does."""

    code = "no_place_left"
    link = "/me/endorsements/"

    def __init__(self) -> None:
        words = _(
            "%(most)d endorsements of yours stand, which is all there may be: a word of trust is worth something "
            "because one has only a few. Withdraw one, and its place is free at once."
        )
        super().__init__(words % {"most": MOST_STANDING})

    @property
    def members(self) -> dict[str, Any]:
        """For the problem detail of the API."""
        return {"limit": MOST_STANDING, "remaining": 0}


class HiddenWord(Conflict):
    """A moderator hid it, and said why."""

    code = "endorsement_hidden"

    def __init__(self, endorsement: Endorsement) -> None:
        super().__init__(_("A moderator hid this endorsement: %(reason)s") % {"reason": endorsement.hidden_reason})


@transaction.atomic
def endorse(person: Any, *, about: Person, topic: Tag | str, sentence: str) -> Endorsement:
    """Say that one trusts `about` about `topic`, a tag or its name; where that stands already, say it otherwise.

    A new one takes one of `MOST_STANDING` places and one of the day's; another sentence costs nothing.
    Raises NotAllowed, Restricted, OwnAccount, QuotaReached, NoPlaceLeft, HiddenWord, and Invalid at "topic" or
    "sentence".
    """
    hold_both(person, about)
    _may_speak(person, about)
    if is_in_one_hand(person, about):
        raise OwnAccount
    name = topic.name if isinstance(topic, Tag) else spelled(topic)
    sentence = one_line(sentence, field="sentence", most=SENTENCE_LENGTH)
    refuse_unwanted_in({"topic": name, "sentence": sentence})
    tag = topic if isinstance(topic, Tag) else topic_named(topic)
    standing = Endorsement.objects.standing().filter(by=person, about=about, topic=tag)

    def give(place: int) -> Endorsement:
        # The day's quota holds its row until the transaction ends, so of two at once one is counted first.
        spend(person, Quota.ENDORSEMENTS)
        return Endorsement.objects.create(by=person, about=about, topic=tag, sentence=sentence, place=place)

    endorsement, is_new = in_a_place(person, give, instead=standing.first)
    if not is_new:
        return _reworded(endorsement, sentence)
    stand_behind(endorsement)
    return endorsement


@transaction.atomic
def reword(person: Any, *, endorsement: Endorsement, sentence: str) -> Endorsement:
    """Say in another sentence what stands; it costs nothing. Raises NotAllowed, Restricted, HiddenWord, and Invalid at
    "sentence"."""
    if not can_reword(person, endorsement):
        raise NotAllowed
    _may_speak(person, endorsement.about)
    sentence = one_line(sentence, field="sentence", most=SENTENCE_LENGTH)
    refuse_unwanted_in({"sentence": sentence})
    return _reworded(endorsement, sentence)


def stand_behind(endorsement: Endorsement) -> None:
    """Let it count from now on, and be told of. Call it in the transaction in which it begins to stand."""
    record(
        Evidence.Kind.ENDORSED,
        by=endorsement.by,
        about=endorsement.about,
        source=endorsement,
        topic=endorsement.topic,
    )
    endorsed.send(sender=Endorsement, endorsement=endorsement)


def in_a_place(
    person: Any, write: Callable[[int], Endorsement], *, instead: Callable[[], Endorsement | None]
) -> tuple[Endorsement, bool]:
    """What `write` makes of a free place of the person, and True; what `instead` finds, if it does, and False.

    The places are kept by the database: whoever finds theirs taken at this moment tries again, so of any number at
    once no more stand than there are. Raises NoPlaceLeft.
    """
    for _attempt in range(_ATTEMPTS):
        if found := instead():
            return found, False
        try:
            with transaction.atomic():
                return write(_free_place(person)), True
        except IntegrityError:
            continue
    raise Conflict


def _free_place(person: Any) -> int:
    taken = set(Endorsement.objects.standing().filter(by=person).values_list("place", flat=True))
    for place in range(1, MOST_STANDING + 1):
        if place not in taken:
            return place
    raise NoPlaceLeft


def _may_speak(person: Any, about: Person) -> None:
    """What one says of others stands in public, like a post. Raises NotAllowed, Restricted."""
    if not can_endorse(person, about):
        raise NotAllowed
    if restriction_on(person, What.POST):
        raise refusal(person, What.POST)


def _reworded(endorsement: Endorsement, sentence: str) -> Endorsement:
    if endorsement.hidden_at is not None:
        raise HiddenWord(endorsement)
    if endorsement.sentence != sentence:
        endorsement.sentence, endorsement.changed_at = sentence, timezone.now()
        endorsement.save(update_fields=["sentence", "changed_at"])
    return endorsement
