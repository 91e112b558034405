"""Write a post, change it, take it away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.channels.models import Channel
from community.events import post_written
from community.moderation.filtering import refuse_unwanted
from community.moderation.restricting import What, refusal
from community.posts.models import Post, PostPicture, Standing
from community.posts.policies import can_delete_post, can_edit_post, can_post
from community.posts.privacy import hang_somewhere, keep_pictures_as_private_as_post
from config.kit.errors import Invalid, NotAllowed
from config.kit.lines import many_lines
from content.cards.links import link_in_text, tidy_link
from content.pictures.models import Picture

TEXT_LENGTH = 5000
MOST_PICTURES = 9


def written_before(person: Any, key: str) -> Post | None:
    """The post that the person wrote with this idempotency key, if any: its form was sent twice."""
    return Post.objects.filter(author=person, idempotency_key=key).first() if key and person.is_authenticated else None


def write_post(
    person: Any,
    *,
    channel: Channel,
    text: str,
    pictures: Sequence[Picture] = (),
    link: str = "",
    idempotency_key: str = "",
) -> Post:
    """Write into a channel: text, up to nine photos, and a link that becomes a card; at least one of them.

    Without `link` the first link of the text to a page of this site becomes the card. Photos become as
    private as the channel. Writing again with the same key returns the same post. Raises NotAllowed, and
    Invalid at "text", "pictures" or "link".
    """
    before = written_before(person, idempotency_key)
    if before is not None:
        return before
    if not can_post(person, channel):
        raise refusal(person, What.POST, channel.group)
    text, link = _checked_words(text, link, needs_text=not pictures)
    refuse_unwanted(text, [link], channel.group)
    _check_pictures(person, pictures)
    try:
        return _written(person, channel, text, link, pictures, idempotency_key or None)
    except IntegrityError:
        twin = written_before(person, idempotency_key)
        if twin is None:
            raise
        return twin


@transaction.atomic
def _written(person: Any, channel: Channel, text: str, link: str, pictures: Sequence[Picture], key: str | None) -> Post:
    post = Post.objects.create(author=person, channel=channel, text=text, link=link, idempotency_key=key)
    if pictures:
        PostPicture.objects.bulk_create(
            PostPicture(post=post, picture=picture, position=position) for position, picture in enumerate(pictures)
        )
        keep_pictures_as_private_as_post(post)
    post_written.send(sender=Post, post=post)
    return post


@transaction.atomic
def edit_post(person: Any, *, post: Post, text: str, link: str | None = None) -> Post:
    """Change the words of one's own post, and its link if one is given. Raises NotAllowed, Invalid."""
    if not can_edit_post(person, post):
        raise NotAllowed
    post.text, post.link = _checked_words(
        text, post.link if link is None else link, needs_text=not post.pictures.exists()
    )
    refuse_unwanted(post.text, [post.link], post.channel.group)
    post.edited_at = timezone.now()
    post.save(update_fields=["text", "link", "edited_at"])
    return post


@transaction.atomic
def delete_post(person: Any, *, post: Post) -> Post:
    """Take one's own post away, with its photos. Deleting twice changes nothing. Raises NotAllowed."""
    if post.author_id == person.pk and post.state == Standing.DELETED:
        return post
    if not can_delete_post(person, post):
        raise NotAllowed
    post.state, post.pinned_at = Standing.DELETED, None
    post.save(update_fields=["state", "pinned_at"])
    keep_pictures_as_private_as_post(post)
    return post


@transaction.atomic
def undelete_post(person: Any, *, post: Post) -> Post:
    """Bring one's own deleted post back: the undo of a slip. Raises NotAllowed."""
    if not person.is_authenticated or post.author_id != person.pk or post.state != Standing.DELETED:
        raise NotAllowed
    if post.hidden_reason:
        raise NotAllowed(_("A moderator had hidden this post."))
    post.state = Standing.VISIBLE
    post.save(update_fields=["state"])
    keep_pictures_as_private_as_post(post)
    return post


def _checked_words(text: str, link: str, *, needs_text: bool) -> tuple[str, str]:
    text = many_lines(text, field="text", most=TEXT_LENGTH)
    link = tidy_link(link) or link_in_text(text)
    if needs_text and not text and not link:
        raise Invalid(_("Write something, or add a photo."), field="text", code="missing")
    return text, link


def _check_pictures(person: Any, pictures: Sequence[Picture]) -> None:
    if len(pictures) > MOST_PICTURES:
        raise Invalid(_("At most nine photos."), field="pictures", code="too_many")
    if len({picture.pk for picture in pictures}) < len(pictures):
        raise Invalid(_("Each photo only once."), field="pictures", code="twice")
    if any(picture.owner_id != person.pk for picture in pictures):
        raise Invalid(_("Choose photos of your own."), field="pictures", code="not_yours")
    if pictures and hang_somewhere(pictures):
        raise Invalid(_("This photo is shown elsewhere already. Please add it anew."), field="pictures", code="used")
