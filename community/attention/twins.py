"""Near-duplicates across groups: the same words brought to one group after the other."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from community.attention.likeness import say_the_same
from community.attention.quotas import is_lifted
from community.channels.models import Channel
from community.posts.models import Post, Standing

WITHIN = timedelta(days=7)
# How many of the newest are compared: more than the limits let one write in that time, and than a campaign needs.
OWN, OTHERS = 200, 50


def twin_of(person: Any, *, channel: Channel, text: str, link: str = "") -> Post | None:
    """A post of the last seven days in another group that says what `text` says; None where there is none.

    Of the person's own posts, those that say the same, or link the same without a word; of others' posts with the
    same link, those that say the same. What was deleted does not count: then it has only moved. Two queries.
    """
    if channel.kind != Channel.Kind.GROUP or not (text or link) or is_lifted():
        return None
    lately = Post.objects.filter(channel__kind=Channel.Kind.GROUP, created_at__gte=timezone.now() - WITHIN)
    elsewhere = lately.exclude(channel=channel).exclude(state=Standing.DELETED).select_related("channel__group")
    for post in elsewhere.filter(author=person).order_by("-id")[:OWN]:
        is_bare_link = bool(link) and post.link == link and not text and not post.text
        if is_bare_link or say_the_same(text, post.text):
            return post
    if link:
        for post in elsewhere.filter(link=link).exclude(author=person).order_by("-id")[:OTHERS]:
            if say_the_same(text, post.text):
                return post
    return None
