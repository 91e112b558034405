"""What a person said, and the signs they gave."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from community.channels.channels import channel_key
from community.posts.models import (
    Comment,
    CommentRevision,
    Mention,
    Post,
    PostPicture,
    PostRevision,
    PostTag,
    Reaction,
    SavedPost,
    Standing,
)
from config.kit.personal import Row, erased, exported


@exported("posts")
def posts(person: Any) -> Iterator[Row]:
    rows = Post.objects.filter(author=person).select_related("channel__group", "channel__store", "channel__person")
    for post in rows.prefetch_related("pictures__picture").iterator(chunk_size=500):
        yield {
            "reference": post.reference,
            "channel": channel_key(post.channel.subject),
            "text": post.text,
            "link": post.link,
            "photos": [hung.picture.reference for hung in post.pictures.all()],
            "state": post.state,
            "created_at": post.created_at,
            "edited_at": post.edited_at,
        }


@exported("posts_as_they_were")
def post_revisions(person: Any) -> Iterable[Row]:
    return PostRevision.objects.filter(post__author=person).values(
        "post__reference", "text", "link", "written_at", "replaced_at"
    )


@exported("comments")
def comments(person: Any) -> Iterable[Row]:
    return Comment.objects.filter(author=person).values(
        "reference", "post__reference", "text", "state", "created_at", "edited_at"
    )


@exported("comments_as_they_were")
def comment_revisions(person: Any) -> Iterable[Row]:
    return CommentRevision.objects.filter(comment__author=person).values(
        "comment__reference", "text", "written_at", "replaced_at"
    )


@exported("reactions")
def reactions(person: Any) -> Iterable[Row]:
    return Reaction.objects.filter(person=person).values("post__reference", "kind", "created_at")


@exported("saved_posts")
def saved(person: Any) -> Iterable[Row]:
    return SavedPost.objects.filter(person=person).values("post__reference", "created_at")


@erased
def forget_words(person: Any) -> None:
    """Rows stay where others answered them, without a word; signs and photos go."""
    Reaction.objects.filter(person=person).delete()
    SavedPost.objects.filter(person=person).delete()
    Mention.objects.filter(person=person).delete()
    Mention.objects.filter(post__author=person, comment=None).delete()
    Mention.objects.filter(comment__author=person).delete()
    PostRevision.objects.filter(post__author=person).delete()
    CommentRevision.objects.filter(comment__author=person).delete()
    PostTag.objects.filter(content_object__author=person).delete()
    PostPicture.objects.filter(post__author=person).delete()
    Post.objects.filter(author=person).update(
        text="", link="", repost_of=None, state=Standing.DELETED, pinned_at=None, hidden_reason=""
    )
    Comment.objects.filter(author=person).update(text="", state=Standing.DELETED, hidden_reason="")
