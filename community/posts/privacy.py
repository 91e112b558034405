"""Photos of posts are as private as the posts they hang in; tags know behind which doors their posts stand."""

from __future__ import annotations

from community.channels.models import Channel
from community.groups.models import Group
from community.posts.models import Post, PostPicture, PostTag, Standing
from content.pictures.models import Picture


def is_public(channel: Channel) -> bool:
    """Whether everybody may read the channel."""
    group = channel.group if channel.kind == Channel.Kind.GROUP else None
    return group is None or (group.access == Group.Access.PUBLIC and group.closed_at is None)


def keep_pictures_as_private_as(channel: Channel) -> None:
    """After the channel opened or closed to the public, let the photos of its posts follow."""
    shown = PostPicture.objects.filter(post__channel=channel, post__state=Standing.VISIBLE)
    Picture.objects.filter(pk__in=shown.values("picture_id")).update(is_private=not is_public(channel))


def keep_pictures_as_private_as_post(post: Post) -> None:
    """After the post was written, hidden, restored or deleted, let its photos follow.

    Call it in the transaction of that. The group is asked again and held meanwhile: it may be closing its doors.
    """
    if post.channel.group_id is not None:
        post.channel.group = Group.objects.select_for_update().get(pk=post.channel.group_id)
    public = post.state == Standing.VISIBLE and is_public(post.channel)
    Picture.objects.filter(pk__in=post.pictures.values("picture_id")).update(is_private=not public)


def door_of(channel: Channel) -> Channel | None:
    """What `PostTag.within` is for posts of the channel."""
    return None if is_public(channel) else channel


def keep_tags_as_private_as(channel: Channel) -> None:
    """After the channel opened or closed to the public, let the tags of its posts follow."""
    PostTag.objects.filter(content_object__channel=channel).update(within=door_of(channel))
