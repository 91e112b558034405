"""Hold words back until somebody who keeps order lets them pass; nothing of them is lost."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from community.channels.models import Channel
from community.drafts.models import Draft, DraftPicture
from community.drafts.policies import can_release
from community.events import draft_held, draft_released
from community.moderation.logging import checked_reason, log_action
from community.moderation.models import ModerationAction
from community.moderation.policies import can_take_back
from community.polls.asking import Question
from community.posts.models import Post
from config.kit.errors import Conflict, DomainError, NotAllowed
from content.pictures.models import Picture

REASON_LENGTH = 300
Verb = ModerationAction.Verb


class PostHeld(DomainError):
    """The words are kept as a held draft; they are published when a moderator lets them pass."""

    code = "post_held"
    status = 202
    message = _("Your words are kept, and a moderator looks at them first.")

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        super().__init__(f"{self.message} {draft.reason}")

    @property
    def members(self) -> dict[str, Any]:
        """For the problem detail of the API."""
        return {"draft": self.draft.reference}


class NotHeld(Conflict):
    code = "not_held"
    message = _("This is no longer held.")


@transaction.atomic
def hold(
    person: Any,
    *,
    channel: Channel,
    text: str,
    link: str = "",
    repost_of: Post | None = None,
    pictures: Sequence[Picture] = (),
    poll: Question | None = None,
    reason: str,
    similar_to: Post | None = None,
    idempotency_key: str = "",
) -> Draft:
    """Keep the words as a held draft. Holding again with the same key gives the same draft."""
    key = idempotency_key or None
    before = Draft.objects.filter(author=person, idempotency_key=key).first() if key else None
    if before is not None and before.state == Draft.State.HELD:
        return before
    if before is not None and before.state == Draft.State.PUBLISHED:
        # The form was sent again after its words went out: these are others.
        before, key = None, None
    if before is not None:
        # A draft that was being written: it becomes the held one.
        before.pictures.all().delete()
        draft = before
    else:
        draft = Draft(author=person, idempotency_key=key)
    draft.channel, draft.text, draft.link, draft.repost_of = channel, text, link, repost_of
    draft.poll = poll.as_json() if poll else None
    hold_draft(draft, reason=reason, similar_to=similar_to)
    DraftPicture.objects.bulk_create(
        DraftPicture(draft=draft, picture=picture, position=position) for position, picture in enumerate(pictures)
    )
    return draft


def hold_draft(draft: Draft, *, reason: str, similar_to: Post | None = None) -> Draft:
    """Hold a draft that was due. Call it in a transaction."""
    draft.state, draft.reason, draft.similar_to = Draft.State.HELD, reason[:REASON_LENGTH], similar_to
    draft.save()
    draft_held.send(sender=Draft, draft=draft)
    return draft


@transaction.atomic
def release(moderator: Any, *, draft: Draft, reason: str) -> Post:
    """Let held words pass: they are published as their author's, whose rights are asked again.

    The author is told. Raises NotAllowed, NotHeld, Invalid at "reason", and what `write_post` raises.
    """
    from community.drafts.publishing import publish

    said = _checked(moderator, draft, reason)
    post = publish(draft, is_released=True)
    draft_released.send(sender=Draft, draft=draft, post=post, actor=moderator, reason=said)
    log_action(actor=moderator, verb=Verb.RELEASE_POST, target=post, owner=post.author, reason=said)
    return post


@transaction.atomic
def refuse(moderator: Any, *, draft: Draft, reason: str) -> Draft:
    """Give held words back to their author, who is told the reason and can appeal.

    Raises NotAllowed, NotHeld, Invalid at "reason".
    """
    said = _checked(moderator, draft, reason)
    draft.state, draft.reason = Draft.State.FAILED, said
    draft.save(update_fields=["state", "reason", "changed_at"])
    draft_released.send(sender=Draft, draft=draft, post=None, actor=moderator, reason=said)
    log_action(actor=moderator, verb=Verb.REFUSE_POST, target=draft, owner=draft.author, reason=said)
    return draft


@transaction.atomic
def take_refusal_back(moderator: Any, *, action: ModerationAction, reason: str) -> ModerationAction:
    """The words should not have been given back: they are published as their author's, who is told.

    Where the author has gone on with them, or may not say them there any more, they are only told.
    Raises NotAllowed, Invalid at "reason".
    """
    from community.drafts.publishing import publish

    if not can_take_back(moderator, action):
        raise NotAllowed
    said = checked_reason(reason)
    draft = Draft.objects.select_for_update().filter(pk=action.target_id).first()
    post = None
    if draft is not None and is_as_refused(draft, action.at):
        with suppress(DomainError), transaction.atomic():
            Draft.objects.filter(pk=draft.pk).update(state=Draft.State.HELD)
            post = publish(draft, is_released=True)
    return log_action(
        actor=moderator,
        verb=Verb.RELEASE_POST,
        target=post or draft or action,
        owner=action.owner,
        group=action.group,
        reason=said,
        undoes=action,
    )


def is_as_refused(draft: Draft, at: datetime) -> bool:
    """Whether the words are those that were given back at that moment, and nothing was done with them since."""
    return draft.state == Draft.State.FAILED and draft.changed_at <= at


def _checked(moderator: Any, draft: Draft, reason: str) -> str:
    if not can_release(moderator, draft):
        raise NotAllowed
    held = Draft.objects.select_for_update().get(pk=draft.pk)
    if held.state != Draft.State.HELD:
        raise NotHeld
    return checked_reason(reason)
