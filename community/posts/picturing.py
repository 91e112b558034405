"""Photos of posts and drafts: checked, said what they show, hung in their order, taken out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.posts.models import Post, PostPicture, PostRevision, RevisionPicture
from community.posts.privacy import keep_pictures_as_private_as_post
from config.kit.errors import Invalid
from config.kit.lines import one_line
from content.pictures.hanging import check_own, check_unused
from content.pictures.models import Picture

MOST_PICTURES = 9
ALT_LENGTH = 200
# What pictures show in words, by their references.
Alts = Mapping[str, str]


def check_pictures(person: Any, pictures: Sequence[Picture], *, hung: Collection[int] = ()) -> None:
    """Whether the person may hang these: their own, at most nine, each once, and shown nowhere but where they are
    `hung` (primary keys). Raises Invalid at "pictures".
    """
    if len(pictures) > MOST_PICTURES:
        raise Invalid(_("At most nine photos."), field="pictures", code="too_many")
    if len({picture.pk for picture in pictures}) < len(pictures):
        raise Invalid(_("Each photo only once."), field="pictures", code="twice")
    check_own(person, pictures)
    check_unused([picture for picture in pictures if picture.pk not in hung])


def checked_alts(pictures: Sequence[Picture], alts: Alts | None) -> list[str]:
    """What each of the pictures shows: as `alts` says, else as before. Raises Invalid at "alts"."""
    said = alts or {}
    return [
        one_line(said.get(picture.reference, picture.alt), field="alts", most=ALT_LENGTH, required=False)
        for picture in pictures
    ]


def describe(pictures: Sequence[Picture], alts: Alts | None) -> None:
    """Keep what the pictures show. They are the person's own, and have been checked. Raises Invalid at "alts"."""
    changed = []
    for picture, alt in zip(pictures, checked_alts(pictures, alts), strict=True):
        if picture.alt != alt:
            picture.alt = alt
            changed.append(picture)
    if changed:
        Picture.objects.bulk_update(changed, ["alt"])


def hung_in(post: Post) -> list[Picture]:
    """The photos of the post, in their order. One query."""
    return [row.picture for row in PostPicture.objects.filter(post=post).select_related("picture")]


def hung_before(post: Post) -> set[int]:
    """Primary keys of the photos that were in the post once."""
    return set(RevisionPicture.objects.filter(revision__post=post).values_list("picture_id", flat=True))


def hang(post: Post, pictures: Sequence[Picture]) -> None:
    """Hang these photos in the post, in this order, and no others; those taken out are for nobody's eyes but those of
    `pictures_taken_out`. Call it in the transaction of the change.
    """
    post.pictures.all().delete()
    rows = [PostPicture(post=post, picture=picture, position=at) for at, picture in enumerate(pictures)]
    PostPicture.objects.bulk_create(rows)
    gone = Q(hung_in_revisions__revision__post=post) & ~Q(pk__in=[picture.pk for picture in pictures])
    Picture.objects.filter(pk__in=Picture.objects.filter(gone).values("pk")).update(is_private=True)
    keep_pictures_as_private_as_post(post)


def note_revision(post: Post, pictures: Sequence[Picture]) -> PostRevision:
    """Keep beside the post what it says and shows before a change; `post` and `pictures` are as they are now."""
    revision = PostRevision.objects.create(
        post=post, text=post.text, link=post.link, written_at=post.edited_at or post.created_at
    )
    RevisionPicture.objects.bulk_create(
        RevisionPicture(revision=revision, picture=picture, position=at, alt=picture.alt)
        for at, picture in enumerate(pictures)
    )
    return revision
