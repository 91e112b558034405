"""What a post was before it was edited, as one reader may see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.safestring import SafeString

from community.channels.policies import can_moderate
from community.posts.models import Post, PostPicture, PostRevision
from content.pictures.models import Picture


@dataclass(frozen=True)
class PhotoThen:
    """A photo that was there and what was said of it; `picture` is None where it was taken out and is not for the
    reader."""

    picture: Picture | None
    alt: str


@dataclass(frozen=True)
class Before:
    """What a post said and showed from `written_at` until `replaced_at`."""

    revision: PostRevision
    pictures: Sequence[PhotoThen]

    @property
    def text(self) -> str:
        return self.revision.text

    @property
    def body(self) -> SafeString:
        return self.revision.body

    @property
    def link(self) -> str:
        return self.revision.link

    @property
    def written_at(self) -> datetime:
        return self.revision.written_at

    @property
    def replaced_at(self) -> datetime:
        return self.revision.replaced_at


def can_see_taken_out(person: Any, post: Post) -> bool:
    """Photos taken out of the post: its author, and those who keep order where it stands."""
    return person.is_authenticated and (post.author_id == person.pk or can_moderate(person, post.channel))


def as_seen(post: Post, revisions: Sequence[PostRevision], viewer: Any) -> list[Before]:
    """The revisions of the post with their photos, as the viewer, who may read the post, sees them. At most four
    queries."""
    if not revisions:
        return []
    prefetch_related_objects(list(revisions), "pictures__picture")
    sees_all = can_see_taken_out(viewer, post)
    shown = set() if sees_all else set(PostPicture.objects.filter(post=post).values_list("picture_id", flat=True))

    def photo(row: Any) -> PhotoThen:
        seen = sees_all or row.picture_id in shown
        return PhotoThen(row.picture, row.alt) if seen else PhotoThen(None, "")

    return [Before(revision, [photo(row) for row in revision.pictures.all()]) for revision in revisions]
