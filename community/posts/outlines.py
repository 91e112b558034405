"""What a post's page says of itself outside: of one behind doors, nothing."""

from __future__ import annotations

from typing import Any

from community.channels.models import Channel
from community.groups.outlines import group_thing
from community.groups.outlines import is_public as is_open_group
from community.posts.models import Post
from config.kit.outlines import PRIVATE, Context, Data, Outline, absolute, outline
from content.text.markdown import shortened
from shop.stores.outlines import is_public as is_open_store
from shop.stores.outlines import store_thing


@outline("post")
def post_outline(context: Context) -> Outline | None:
    """A post that everybody may read."""
    item = context.get("item")
    if item is None:
        return None
    if not is_public(item.post):
        return PRIVATE
    post: Post = item.post
    subject = post.channel.subject
    title = shortened(post.text, 60) or str(item.speaker)
    trail = [(str(subject), subject.get_absolute_url()), (title, post.get_absolute_url())]
    return Outline(
        kind="article",
        title=f"{item.speaker}: {title}" if post.text else title,
        description=shortened(post.text, 160),
        image=absolute(item.pictures[0].url(1280)) if item.pictures else "",
        data=[_thing(item)],
        trail=trail,
        properties=[("article:published_time", post.created_at.isoformat())],
    )


def is_public(post: Post) -> bool:
    """Whether the post is told of outside; author and channel are loaded."""
    channel = post.channel
    if post.state != "visible" or not post.author.is_active:
        return False
    if channel.kind == Channel.Kind.GROUP:
        return is_open_group(channel.group)  # type: ignore[arg-type]
    if channel.kind == Channel.Kind.PICKS:
        return channel.picks.stands  # type: ignore[union-attr]  # of the author, who was asked
    return is_open_store(channel.store) if channel.kind == Channel.Kind.STORE else channel.person.is_active  # type: ignore


def _thing(item: Any) -> Data:
    post: Post = item.post
    url, group = absolute(post.get_absolute_url()), post.channel.group
    author = {"name": str(item.speaker), "url": absolute(item.speaker.get_absolute_url())}
    return {
        "@type": "DiscussionForumPosting",
        "@id": url,
        "url": url,
        "text": shortened(post.text, 500),
        "headline": shortened(post.text, 100),
        "datePublished": post.created_at.isoformat(),
        "dateModified": post.edited_at.isoformat() if post.edited_at else "",
        "author": store_thing(item.speaker) if item.is_of_store else {"@type": "Person", **author},
        "image": [absolute(picture.url(1280)) for picture in item.pictures],
        "commentCount": item.comment_count,
        "isPartOf": group_thing(group) if group else "",
    }
