"""Put words by, go on with them, give them a time, throw them away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.channels.models import Channel
from community.drafts.models import Draft, DraftPicture
from community.drafts.policies import can_change, is_own_draft
from community.drafts.publishing import DraftGone
from community.events import draft_dropped, draft_held
from community.moderation.restricting import What, refusal
from community.polls.asking import Question
from community.posts.picturing import Alts, check_pictures, describe
from community.posts.policies import can_compose, can_post
from community.posts.writing import TEXT_LENGTH, checked_words
from config.kit.errors import Conflict, Invalid, NotAllowed
from config.kit.lines import many_lines
from content.cards.links import tidy_link
from content.pictures.models import Picture

MOST_DRAFTS = 50
# How far ahead a post may be planned.
AHEAD = timedelta(days=365)
# What was thrown away can be brought back for so long.
KEPT = timedelta(days=7)


class TooManyDrafts(Conflict):
    code = "too_many_drafts"
    message = _("Fifty drafts are kept. Throw one away first.")


def save(
    person: Any,
    *,
    channel: Channel,
    text: str,
    link: str = "",
    pictures: Sequence[Picture] = (),
    alts: Alts | None = None,
    poll: Question | None = None,
    draft: Draft | None = None,
    idempotency_key: str = "",
) -> Draft:
    """Put the words by: a new draft, or `draft` as it is now. One that has a time keeps it.

    Saving again with the same key changes the same draft. Raises NotAllowed, Restricted, DraftGone, TooManyDrafts, and
    Invalid at "text", "pictures", "alts" or "link".
    """
    if not can_compose(person, channel):
        raise refusal(person, What.POST, channel.group)
    if draft is None and idempotency_key:
        draft = Draft.objects.filter(author=person, idempotency_key=idempotency_key).first()
    text, link = many_lines(text, field="text", most=TEXT_LENGTH), tidy_link(link)
    if not (text or link or pictures or poll):
        raise Invalid(_("Write something, or add a photo."), field="text", code="missing")
    if draft is not None:
        return _changed(person, draft, channel, text, link, pictures, alts, poll)
    if Draft.objects.visible_to(person).count() >= MOST_DRAFTS:
        raise TooManyDrafts
    fresh = Draft(author=person, idempotency_key=idempotency_key or None)
    try:
        return _kept(fresh, channel, text, link, pictures, alts, poll)
    except IntegrityError:
        twin = Draft.objects.filter(author=person, idempotency_key=idempotency_key).first()
        if twin is None:
            raise
        return twin


@transaction.atomic
def _changed(person: Any, draft: Draft, channel: Channel, *words: Any) -> Draft:
    held = _locked_to_change(person, draft)
    if held.state == Draft.State.FAILED:
        held.state, held.reason = Draft.State.DRAFT, ""
    return _kept(held, channel, *words)


@transaction.atomic
def _kept(
    draft: Draft,
    channel: Channel,
    text: str,
    link: str,
    pictures: Sequence[Picture],
    alts: Alts | None,
    poll: Question | None,
) -> Draft:
    hung = set(draft.pictures.values_list("picture_id", flat=True)) if draft.pk else set()
    check_pictures(draft.author, pictures, hung=hung)
    describe(pictures, alts)
    draft.channel, draft.text, draft.link, draft.poll = channel, text, link, poll.as_json() if poll else None
    draft.save()
    draft.pictures.all().delete()
    DraftPicture.objects.bulk_create(
        DraftPicture(draft=draft, picture=picture, position=position) for position, picture in enumerate(pictures)
    )
    return draft


@transaction.atomic
def schedule(person: Any, *, draft: Draft, due_at: datetime) -> Draft:
    """Have the draft published at `due_at`, or at another time than before.

    Raises NotAllowed, Restricted, DraftGone, and Invalid at "due_at", or where it would be refused as a post now.
    """
    held = _locked_to_change(person, draft)
    now = timezone.now()
    if due_at <= now:
        raise Invalid(_("This time has passed."), field="due_at", code="past")
    if due_at > now + AHEAD:
        raise Invalid(_("At most a year ahead."), field="due_at", code="too_far")
    if not can_post(person, held.channel):
        raise refusal(person, What.POST, held.channel.group)
    if held.poll or not held.pictures.exists():
        checked_words(person, held.text, held.link, poll=Question.from_json(held.poll), repost_of=held.repost_of)
    held.state, held.due_at, held.reason = Draft.State.SCHEDULED, due_at, ""
    held.claimed_until, held.attempts = None, 0
    held.save()
    return held


@transaction.atomic
def unschedule(person: Any, *, draft: Draft) -> Draft:
    """Take the time back: it is a draft like any other. Raises NotAllowed, DraftGone."""
    held = _locked_to_change(person, draft)
    held.state, held.reason = Draft.State.DRAFT, ""
    held.save(update_fields=["state", "reason", "changed_at"])
    return held


@transaction.atomic
def drop(person: Any, *, draft: Draft) -> Draft:
    """Throw one's draft away, a held one too. Doing so twice changes nothing. Raises NotAllowed, DraftGone."""
    held = _locked(draft)
    if held.author_id != person.pk:
        raise NotAllowed
    if held.state == Draft.State.DROPPED:
        return held
    if not is_own_draft(person, held):
        raise DraftGone
    held.state = Draft.State.DROPPED
    held.save(update_fields=["state", "changed_at"])
    draft_dropped.send(sender=Draft, draft=held)
    return held


@transaction.atomic
def take_back(person: Any, *, draft: Draft) -> Draft:
    """Bring back what one threw away, without the time it had: the undo of a slip. Raises NotAllowed, DraftGone."""
    held = _locked(draft)
    if held.author_id != person.pk:
        raise NotAllowed
    if held.state != Draft.State.DROPPED:
        raise DraftGone
    # What a moderator held stays with them: throwing it away is no way around.
    held.state = Draft.State.HELD if held.similar_to_id else Draft.State.DRAFT
    held.save(update_fields=["state", "changed_at"])
    if held.state == Draft.State.HELD:
        draft_held.send(sender=Draft, draft=held)
    return held


def _locked_to_change(person: Any, draft: Draft) -> Draft:
    """Raises NotAllowed for another's draft, DraftGone for one's own that may no longer be changed."""
    held = _locked(draft)
    if not can_change(person, held):
        raise NotAllowed if held.author_id != person.pk else DraftGone
    return held


def _locked(draft: Draft) -> Draft:
    return Draft.objects.select_for_update().select_related("author", "channel").get(pk=draft.pk)


def forget_dropped() -> None:
    """Delete what was thrown away a week ago."""
    Draft.objects.filter(state=Draft.State.DROPPED, changed_at__lt=timezone.now() - KEPT).delete()
