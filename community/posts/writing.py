"""Write a post, change it, take it away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.attention.budgets import claim_post
from community.attention.quotas import Quota, spend
from community.attention.twins import twin_of
from community.channels.models import Channel
from community.drafts.holding import PostHeld, hold
from community.drafts.models import Draft
from community.events import post_written, words_gone
from community.moderation.filtering import refuse_unwanted
from community.moderation.restricting import What, refusal
from community.polls.asking import Question, put_to
from community.polls.models import Poll
from community.posts.models import Post, Standing
from community.posts.naming import note_mentions, note_tags
from community.posts.picturing import (
    Alts,
    check_pictures,
    checked_alts,
    describe,
    hang,
    hung_before,
    hung_in,
    note_revision,
)
from community.posts.policies import can_compose, can_delete_post, can_edit_post, can_post
from community.posts.privacy import keep_pictures_as_private_as_post
from community.posts.returning import stand_again
from config.kit.errors import Invalid, NotAllowed
from config.kit.lines import many_lines
from content.cards.links import link_in_text, own_path, tidy_link
from content.pictures.models import Picture

TEXT_LENGTH = 5000
# Names no group: the other one may be none of the author's.
SAID_ELSEWHERE = _("The same was said in another group within the last week.")


def written_before(person: Any, key: str) -> Post | None:
    """The post that the person wrote with this idempotency key, if any: its form was sent twice."""
    return Post.objects.filter(author=person, idempotency_key=key).first() if key and person.is_authenticated else None


@dataclass(frozen=True)
class Words:
    """What a post is made of, checked."""

    text: str
    link: str = ""
    pictures: Sequence[Picture] = ()
    poll: Question | None = None
    repost_of: Post | None = None


def write_post(
    person: Any,
    *,
    channel: Channel,
    text: str,
    pictures: Sequence[Picture] = (),
    alts: Alts | None = None,
    link: str = "",
    poll: Question | None = None,
    repost_of: Post | None = None,
    idempotency_key: str = "",
    compare: bool = True,
    count: bool = True,
    by_hand: bool = True,
) -> Post:
    """Write into a channel: text, up to nine photos, a poll, and a link that becomes a card; at least one of them,
    and a text where there is a poll.

    Without `link` the first link of the text to a page of this site becomes the card; a post that passes another
    on (`repost_of`) has none. Photos become as private as the channel; `alts` says what they show. Writing again with
    the same key returns the same post. Without `compare` it is not held back, for somebody looked at it, without
    `count` it takes nothing of the budget. Into a list of picks nothing is written `by_hand`: whoever follows it
    chose to hear of what is picked.

    Raises NotAllowed, Restricted, QuotaReached, BudgetReached, PostHeld, and Invalid at "text", "pictures", "alts" or
    "link".
    """
    before = written_before(person, idempotency_key)
    if before is not None:
        return before
    if not (can_compose if by_hand else can_post)(person, channel):
        raise refusal(person, What.POST, channel.group)
    words = checked_words(person, text, link, pictures, poll, repost_of)
    describe(pictures, alts)
    doubt = reason_to_hold(person, channel, words)
    if doubt is not None and compare:
        raise PostHeld(_held(person, channel, words, doubt, idempotency_key))
    try:
        return _written(person, channel, words, idempotency_key or None, count)
    except IntegrityError:
        twin = written_before(person, idempotency_key)
        if twin is None:
            raise
        return twin


@transaction.atomic
def _written(person: Any, channel: Channel, words: Words, key: str | None, count: bool) -> Post:
    if count:
        claim_post(person, channel=channel)
        _pay_for_link(person, words.link)
    post = Post.objects.create(
        author=person,
        channel=channel,
        text=words.text,
        link=words.link,
        repost_of=words.repost_of,
        idempotency_key=key,
    )
    if words.pictures:
        hang(post, words.pictures)
    if words.poll:
        put_to(post, words.poll)
    note_tags(post)
    note_mentions(person, post=post)
    post_written.send(sender=Post, post=post)
    return post


@dataclass(frozen=True)
class Doubt:
    """Why words are held until a moderator has looked at them; `twin` is a post that says the same."""

    reason: str
    twin: Post | None = None


def reason_to_hold(person: Any, channel: Channel, words: Words) -> Doubt | None:
    """Whether somebody looks at the words before they are published. Raises Unwanted where they are refused."""
    shown = [picture.alt for picture in words.pictures if picture.alt]
    said = "\n".join([words.text, *(words.poll.options if words.poll else ()), *shown])
    verdict = refuse_unwanted(said, [words.link], channel.group)
    if verdict is not None:
        return Doubt(str(verdict.reason))
    twin = twin_of(person, channel=channel, text=words.text, link=words.link, repost_of=words.repost_of)
    return Doubt(str(SAID_ELSEWHERE), twin) if twin else None


def _held(person: Any, channel: Channel, words: Words, doubt: Doubt, key: str) -> Draft:
    try:
        return hold(
            person,
            channel=channel,
            text=words.text,
            link=words.link,
            repost_of=words.repost_of,
            pictures=words.pictures,
            poll=words.poll,
            reason=doubt.reason,
            similar_to=doubt.twin,
            idempotency_key=key,
        )
    except IntegrityError:
        # The form was sent twice at once.
        twin = Draft.objects.filter(author=person, idempotency_key=key).first() if key else None
        if twin is None:
            raise
        return twin


@transaction.atomic
def edit_post(
    person: Any,
    *,
    post: Post,
    text: str | None = None,
    link: str | None = None,
    pictures: Sequence[Picture] | None = None,
    alts: Alts | None = None,
) -> Post:
    """Change the words of one's own post, its link, its photos and what they show; None leaves as it is.

    What it said and showed before is kept beside it. Photos are those that hang in it, or did before. Saving the same
    changes nothing. Raises NotAllowed, Restricted, QuotaReached, and Invalid at "text", "link", "pictures" or "alts".
    """
    if not can_edit_post(person, post):
        raise refusal(person, What.POST, post.channel.group)
    # Of two changes at once the later keeps the words of the earlier.
    kept = Post.objects.select_for_update().get(pk=post.pk)
    if kept.state != post.state:
        raise NotAllowed
    before = hung_in(kept)
    after = _checked_photos(person, kept, before, pictures)
    said = checked_alts(after, alts)
    text, link = _checked_text(
        kept.text if text is None else text,
        kept.link if link is None else link,
        needs_text=not after and kept.repost_of_id is None,
    )
    same_photos = after == before and said == [picture.alt for picture in before]
    if same_photos and (text, link) == (kept.text, kept.link):
        return post
    _check_change(person, post, kept, Words(text, link), said)
    note_revision(kept, before)
    post.text, post.link, post.edited_at = text, link, timezone.now()
    post.save(update_fields=["text", "link", "edited_at"])
    if not same_photos:
        describe(after, alts)
        hang(post, after)
    note_tags(post)
    note_mentions(person, post=post)
    return post


def _checked_photos(
    person: Any, post: Post, before: list[Picture], pictures: Sequence[Picture] | None
) -> list[Picture]:
    """The photos that the post is to have. Raises Invalid at "pictures"."""
    if pictures is None:
        return before
    check_pictures(person, pictures, hung={picture.pk for picture in before} | hung_before(post))
    return list(pictures)


def _check_change(person: Any, post: Post, kept: Post, words: Words, alts: Sequence[str]) -> None:
    """Whether the post may say this instead of what it says. Raises QuotaReached, Unwanted, Invalid."""
    refuse_unwanted("\n".join([words.text, *filter(None, alts)]), [words.link], post.channel.group, strictly=True)
    if words.link != kept.link:
        _pay_for_link(person, words.link)
    said_elsewhere = _was_said_elsewhere(person, post, words.text, words.link)
    if said_elsewhere and not _was_said_elsewhere(person, post, kept.text, kept.link):
        raise Invalid(SAID_ELSEWHERE, field="text", code="said_elsewhere")
    if not words.text and Poll.objects.filter(post=post).exists():
        raise Invalid(_("Say what the poll is about."), field="text", code="missing")


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
    words_gone.send(sender=Post, post=post, comment=None, hidden=False)
    return post


@transaction.atomic
def undelete_post(person: Any, *, post: Post) -> Post:
    """Bring one's own deleted post back, where one may still post: the undo of a slip. Raises NotAllowed,
    Restricted, PassedOnSince."""
    if not person.is_authenticated or post.author_id != person.pk or post.state != Standing.DELETED:
        raise NotAllowed
    if not can_post(person, post.channel):
        raise refusal(person, What.POST, post.channel.group)
    if post.hidden_reason:
        raise NotAllowed(_("A moderator had hidden this post."))
    twin = twin_of(person, channel=post.channel, text=post.text, link=post.link, repost_of=post.repost_of)
    if twin is not None and twin.pk > post.pk:
        raise NotAllowed(SAID_ELSEWHERE)
    stand_again(post)
    return post


def _was_said_elsewhere(person: Any, post: Post, text: str, link: str) -> bool:
    return twin_of(person, channel=post.channel, text=text, link=link, repost_of=post.repost_of) is not None


def _pay_for_link(person: Any, link: str) -> None:
    """A page outside is fetched for its card. Raises QuotaReached."""
    if link and own_path(link) is None:
        spend(person, Quota.LINKS)


def checked_words(
    person: Any,
    text: str,
    link: str = "",
    pictures: Sequence[Picture] = (),
    poll: Question | None = None,
    repost_of: Post | None = None,
) -> Words:
    """The parts of a post to be, cleaned. Raises Invalid at "text", "pictures" or "link"."""
    text, link = _checked_text(text, link, needs_text=not pictures and repost_of is None)
    if repost_of is not None:
        link = ""
    if poll is not None and not text:
        raise Invalid(_("Say what the poll is about."), field="text", code="missing")
    check_pictures(person, pictures)
    return Words(text, link, pictures, poll, repost_of)


def _checked_text(text: str, link: str, *, needs_text: bool) -> tuple[str, str]:
    text = many_lines(text, field="text", most=TEXT_LENGTH)
    link = tidy_link(link) or link_in_text(text)
    if needs_text and not text and not link:
        raise Invalid(_("Write something, or add a photo."), field="text", code="missing")
    return text, link
