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


def twin_of(person: Any, *, channel: Channel, text: str, link: str = "", repost_of: Post | None = None) -> Post | None:
    """A post of the last seven days in another group that says what `text` says; None where there is none.

    Of the person's own posts, those that say the same, or bring the same link or post without a word; of others'
    posts with the same link, those that say the same where the person may read it: what is said behind closed doors
    is not to be found out by saying it. What was deleted does not count: then it has only moved. At most two queries.
    """
    if channel.kind != Channel.Kind.GROUP or not (text or link or repost_of) or is_lifted():
        return None
    lately = Post.objects.filter(channel__kind=Channel.Kind.GROUP, created_at__gte=timezone.now() - WITHIN)
    elsewhere = lately.exclude(channel=channel).exclude(state=Standing.DELETED).select_related("channel__group")
    for post in elsewhere.filter(author=person).order_by("-id")[:OWN]:
        brings_the_same = (link, repost_of and repost_of.pk) == (post.link, post.repost_of_id)
        is_bare = not text and not post.text and bool(link or repost_of)
        if (is_bare and brings_the_same) or say_the_same(text, post.text):
            return post
    if link:
        readable = Channel.objects.readable_by(person)
        others = elsewhere.filter(link=link, channel__in=readable).exclude(author=person)
        for post in others.order_by("-id")[:OTHERS]:
            if say_the_same(text, post.text):
                return post
    return None
