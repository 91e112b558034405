"""Make a post known to all members of its group: at most once a day, for a word to everyone is dear."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from community.attention.telling import Told, tell, tell_on_commit
from community.events import announced
from community.groups.models import Group
from community.groups.policies import can_announce
from community.posts.models import Post
from config.kit.errors import NotAllowed, TooMany
from config.kit.reading import clock, relative

PAUSE = timedelta(days=1)
LIMIT = "announcements"


class AnnouncedToday(TooMany):
    """The group has made something known within the last day; `resets_at` says when it may again."""

    code = "announced_today"

    def __init__(self, group: Group) -> None:
        self.resets_at = (group.announced_at or timezone.now()) + PAUSE
        self.limit, self.remaining = 1, 0
        words = {"time": clock(self.resets_at), "when": relative(self.resets_at)}
        super().__init__(
            _(
                "A group makes one announcement a day, so that members take it seriously. "
                "The next one can go out at %(time)s (%(when)s)."
            )
            % words
        )


@transaction.atomic
def announce(person: Any, *, post: Post) -> Post:
    """Mark the post as an announcement, of which those too are told who only hear what is meant for them.

    Announcing twice changes nothing. Raises NotAllowed, AnnouncedToday.
    """
    if post.channel.group is None or not can_announce(person, post):
        raise NotAllowed
    if post.announced_at is not None:
        return post
    now, group = timezone.now(), post.channel.group
    # One conditional update, so that of two at once one is made known.
    free = Q(announced_at=None) | Q(announced_at__lte=now - PAUSE)
    if not Group.objects.filter(free, pk=group.pk).update(announced_at=now):
        refused = AnnouncedToday(Group.objects.get(pk=group.pk))
        tell(LIMIT, Told(1, 0, int(PAUSE.total_seconds()), refused.resets_at, is_reached=True))
        raise refused
    post.announced_at = now
    post.save(update_fields=["announced_at"])
    announced.send(sender=Post, post=post, actor=person)
    tell_on_commit(LIMIT, Told(1, 0, int(PAUSE.total_seconds()), now + PAUSE))
    return post


@transaction.atomic
def unannounce(person: Any, *, post: Post) -> Post:
    """Let the post be one like others again; the day's announcement stays spent. Raises NotAllowed."""
    if not can_announce(person, post):
        raise NotAllowed
    post.announced_at = None
    post.save(update_fields=["announced_at"])
    return post
