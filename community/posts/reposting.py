"""Pass a post on, with words of one's own."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from community.channels.models import Channel
from community.posts.models import Post, Standing
from community.posts.policies import can_pass_on
from community.posts.privacy import is_public
from community.posts.writing import write_post, written_before
from config.kit.errors import Conflict, Invalid, NotAllowed


class PassedOnAlready(Conflict):
    code = "reposted_before"
    field = "channel"
    message = _("You have passed this on there already.")


def first_of(post: Post) -> Post:
    """What is passed on with `post`: itself, or what it passes on, so that there are no chains."""
    return post.repost_of or post


def repost(person: Any, *, post: Post, channel: Channel, text: str = "", idempotency_key: str = "") -> Post:
    """Pass `post` on to a channel where one may post; what is passed on already points at the first.

    What stands behind a group's doors stays there. Once a channel. Raises NotAllowed, PassedOnAlready, what
    `write_post` raises, and Invalid at "channel".
    """
    before = written_before(person, idempotency_key)
    if before is not None:
        return before
    first = first_of(post)
    if not can_pass_on(person, post) or not Post.objects.visible_to(person).filter(pk=first.pk).exists():
        raise NotAllowed
    if channel.pk != first.channel_id and not is_public(first.channel):
        raise Invalid(_("What is said in this group stays in it."), field="channel", code="stays_there")
    if has_passed_on(person, first, channel):
        raise PassedOnAlready
    try:
        return write_post(person, channel=channel, text=text, repost_of=first, idempotency_key=idempotency_key)
    except IntegrityError as error:
        # Two at once: the database let one of them through.
        raise PassedOnAlready from error


def has_passed_on(person: Any, first: Post, channel: Channel) -> bool:
    """Whether a post of the person that passes `first` on stands in the channel."""
    return Post.objects.filter(author=person, repost_of=first, channel=channel, state=Standing.VISIBLE).exists()
