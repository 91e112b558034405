"""Publish a draft, exactly once: at its author's word, at its time, or when a moderator lets it pass."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from community.drafts.holding import REASON_LENGTH, PostHeld, hold_draft
from community.drafts.models import Draft
from community.events import draft_failed
from community.notifications.clocks import zone_of
from community.polls.asking import Question
from community.posts.models import Post
from community.posts.writing import Words, reason_to_hold, write_post
from config.kit.errors import Conflict, DomainError, TooMany


class DraftGone(Conflict):
    code = "draft_gone"
    message = _("This draft is no longer there.")


def publish(draft: Draft, *, is_released: bool = False) -> Post:
    """Publish the draft as its author's; publishing it again gives the same post.

    `is_released`: a moderator lets it pass, so it is neither compared with other posts nor counted. Raises what
    `write_post` raises, and DraftGone; PostHeld leaves it held.
    """
    if is_released:
        return _published(draft, (Draft.State.HELD,), count=False)
    _hold_in_doubt(draft, Draft.CHANGEABLE)
    return _published(draft, Draft.CHANGEABLE)


def publish_due(draft: Draft) -> Post | None:
    """What the worker does with a draft that it claimed: publish it; put it off to when a limit ends; tell why not.

    A draft that its author changed or took back meanwhile is left alone.
    """
    with (
        translation.override(draft.author.language or settings.LANGUAGE_CODE),
        timezone.override(zone_of(draft.author)),
    ):
        try:
            _hold_in_doubt(draft, (Draft.State.SCHEDULED,))
            return _published(draft, (Draft.State.SCHEDULED,))
        except PostHeld as refusal:
            draft_failed.send(sender=Draft, draft=refusal.draft)
        except DraftGone:
            pass
        except TooMany as refusal:
            postpone(draft, getattr(refusal, "resets_at", timezone.now() + timedelta(hours=1)), str(refusal))
        except DomainError as refusal:
            fail(draft, str(refusal))
    return None


def _hold_in_doubt(draft: Draft, states: tuple[str, ...]) -> None:
    pictures = [hung.picture for hung in draft.pictures.select_related("picture")]
    words = Words(draft.text, draft.link, pictures, Question.from_json(draft.poll), draft.repost_of)
    doubt = reason_to_hold(draft.author, draft.channel, words)
    if doubt is None:
        return
    with transaction.atomic():
        held = _locked(draft, states)
        if held.state == Draft.State.PUBLISHED:
            return
        hold_draft(held, reason=doubt.reason, similar_to=doubt.twin)
    draft.state = held.state
    raise PostHeld(held)


@transaction.atomic
def _published(draft: Draft, states: tuple[str, ...], *, count: bool = True) -> Post:
    held = _locked(draft, states)
    if held.post is not None:
        return held.post
    pictures = [hung.picture for hung in held.pictures.select_related("picture")]
    # They hang in the post from here on.
    held.pictures.all().delete()
    post = write_post(
        held.author,
        channel=held.channel,
        text=held.text,
        link=held.link,
        repost_of=held.repost_of,
        pictures=pictures,
        poll=Question.from_json(held.poll),
        idempotency_key=f"draft:{held.reference}",
        compare=False,
        count=count,
    )
    held.state, held.post, held.done_at = Draft.State.PUBLISHED, post, timezone.now()
    # The words stand in the post, where they may be changed or taken away.
    held.text, held.link, held.poll, held.reason = "", "", None, ""
    held.save()
    draft.state, draft.post = held.state, post
    return post


def _locked(draft: Draft, states: tuple[str, ...]) -> Draft:
    """The row as it is now, held until the transaction ends.

    Raises DraftGone where it is in none of `states`, or not due yet, unless it is published.
    """
    held = (
        Draft.objects.select_for_update(of=("self",))
        .select_related("author", "channel", "post", "repost_of")
        .get(pk=draft.pk)
    )
    if held.state == Draft.State.PUBLISHED and held.post is not None:
        return held
    is_early = states == (Draft.State.SCHEDULED,) and held.due_at > timezone.now()
    if held.state not in states or is_early:
        raise DraftGone
    return held


def postpone(draft: Draft, until: datetime, reason: str) -> None:
    """Try again then, with all attempts."""
    waiting = Draft.objects.filter(pk=draft.pk, state=Draft.State.SCHEDULED)
    waiting.update(due_at=until, reason=reason[:REASON_LENGTH], claimed_until=None, attempts=0)


@transaction.atomic
def fail(draft: Draft, reason: str) -> None:
    """Give a scheduled draft back to its author, with the reason, and tell them."""
    given_back = Draft.objects.filter(pk=draft.pk, state=Draft.State.SCHEDULED).update(
        state=Draft.State.FAILED, reason=reason[:REASON_LENGTH], claimed_until=None
    )
    if given_back:
        draft.refresh_from_db()
        draft_failed.send(sender=Draft, draft=draft)
