"""Words that were brought to a second group, and wait there for whoever keeps order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from community.channels.channels import channel_of
from community.drafts.holding import hold
from community.drafts.models import Draft
from community.posts.models import Post
from community.posts.writing import SAID_ELSEWHERE
from seeds.clock import ago, span
from seeds.files import Entry, Town
from seeds.register import Register
from seeds.timeline import Act

# Which post its author brought to which other group, and how long after.
BROUGHT = [("tea-14", "windowsill-gardeners", "20m")]


def holding(town: Town, register: Register, now: datetime) -> Iterator[Act]:
    """Where the town holds both the post and the group."""
    posts, groups = {post["key"]: post for post in town.posts}, {group["slug"] for group in town.groups}
    for key, slug, later in BROUGHT:
        if key in posts and slug in groups:
            moment = min(ago(posts[key]["at"], now) + span(later), now)
            yield Act(moment, partial(_bring, register, posts[key], slug))


def _bring(register: Register, entry: Entry, slug: str) -> bool:
    author, key = register.person(entry["by"]), f"seed:{entry['key']}:{slug}"
    if Draft.objects.filter(author=author, idempotency_key=key).exists():
        return False
    post = Post.objects.get(author=author, idempotency_key=f"seed:{entry['key']}")
    channel = channel_of(register.group(slug))
    reason = str(SAID_ELSEWHERE)
    hold(author, channel=channel, text=post.text, reason=reason, similar_to=post, idempotency_key=key)
    return True
