"""Reach is opt-in: whom one's words may call, and who hears nothing of them.

A channel is read by who subscribes to it. Beyond that, only a mention calls anybody, and only those who are there
already: subscribers of the channel, whoever it belongs to, those who take part in the conversation, and those who
follow the one who speaks. For everyone else a mention is a link, and they are not told.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from community.channels.channels import channel_of
from community.channels.models import Channel, Subscription
from community.channels.policies import owner_id_of
from community.posts.models import Comment, Post, Standing


def within_reach(actor: Any, *, post: Post, people: Collection[int]) -> list[int]:
    """Those of `people` (primary keys) whom `actor` may call by a mention under or in the post, in their order.

    Three queries.
    """
    if not people:
        return []
    channels = [post.channel_id]
    if post.channel.kind != Channel.Kind.GROUP:
        # In a group one speaks to the group: whoever merely follows the speaker is no part of it.
        channels.append(channel_of(actor).pk)
    subscribed = Subscription.objects.active().filter(channel__in=channels, person__in=people)
    talking = Comment.objects.filter(post=post, state=Standing.VISIBLE, author__in=people)
    here: set[int | None] = {
        *subscribed.values_list("person_id", flat=True),
        *talking.values_list("author_id", flat=True),
    }
    here |= {post.author_id, owner_id_of(post.channel)}
    return [pk for pk in people if pk in here]
