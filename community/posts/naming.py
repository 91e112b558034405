"""Whom a text names with @, and which #tags it carries: drawn from the words when they are written or changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from taggit.models import Tag

from community.attention.quotas import Quota, spend
from community.attention.reaching import within_reach
from community.channels.models import Channel, Subscription
from community.channels.policies import owner_id_of
from community.events import mentioned
from community.people.models import Block, Person
from community.posts.models import Comment, Mention, Post, PostTag
from community.posts.privacy import door_of
from content.text.marks import possible_names, tags_of, username_in


def note_tags(post: Post) -> None:
    """Let the tags of the post be those of its text. Call it in the transaction that changes the text."""
    slugs = tags_of(post.text)
    rows = PostTag.objects.filter(content_object=post)
    rows.exclude(tag__slug__in=slugs).delete()
    if slugs:
        tags = _tags(slugs)
        door = door_of(post.channel)
        rows_of_tags = [PostTag(content_object=post, tag=tag, within=door) for tag in tags]
        PostTag.objects.bulk_create(rows_of_tags, ignore_conflicts=True)


def _tags(slugs: list[str]) -> list[Tag]:
    """The tags with these slugs, which goods and people share; made where they are missing."""
    found = {tag.slug: tag for tag in Tag.objects.filter(slug__in=slugs)}
    for slug in slugs:
        if slug not in found:
            try:
                with transaction.atomic():
                    found[slug] = Tag.objects.create(name=slug, slug=slug)
            except IntegrityError:
                # Somebody made it at this moment, or the name stands under another slug.
                found[slug] = Tag.objects.get(Q(slug=slug) | Q(name=slug))
    return list({tag.pk: tag for tag in found.values()}.values())


def note_mentions(actor: Any, *, post: Post, comment: Comment | None = None) -> None:
    """Let the mentions of the post, or of the comment under it, be those of its text; tell of the new ones whom the
    actor may call.

    Call it in the transaction that changes the text. Raises QuotaReached.
    """
    text = comment.text if comment else post.text
    named = people_named(actor, post=post, text=text) if "@" in text or "＠" in text else {}
    rows = Mention.objects.filter(post=post, comment=comment)
    standing = dict(rows.values_list("person_id", "name"))
    rows.exclude(person__in=list(named)).delete()
    for pk, name in named.items():
        if pk in standing and standing[pk] != name:
            rows.filter(person=pk).update(name=name)
    fresh = [pk for pk in named if pk not in standing]
    if fresh:
        spend(actor, Quota.MENTIONS, cost=len(fresh))
        Mention.objects.bulk_create(Mention(post=post, comment=comment, person_id=pk, name=named[pk]) for pk in fresh)
        called = within_reach(actor, post=post, people=fresh)
        if called:
            mentioned.send(sender=Mention, post=post, comment=comment, actor=actor, people=called)


def people_named(actor: Any, *, post: Post, text: str) -> dict[int, str]:
    """Whom `text` names, by primary key, with the name that stands there; at most twenty.

    Only those count who may read the post: a username of any of them, or the chosen name of somebody near, where only
    one is called so. Never oneself.
    """
    candidates = possible_names(text)
    by_name = _called(actor, post, {name for names in candidates for name in names})
    found: dict[int, str] = {}
    for names in candidates:
        person, name = next(((by_name[name], name) for name in names if name in by_name), (None, ""))
        if person is not None and person.pk != actor.pk:
            found.setdefault(person.pk, name)
    return {pk: name for pk, name in found.items() if _may_read(by_name[name], post)}


def _called(actor: Any, post: Post, names: set[str]) -> dict[str, Person]:
    """Who is meant by each of `names`; a username goes before a chosen name, and an unclear one means nobody."""
    known = Person.objects.filter(is_active=True).exclude(pk__in=Block.between(actor))
    usernames = {name: username_in(name) for name in names}
    exact = {one.username: one for one in known.filter(username__in=set(usernames.values()) - {""})}
    by_name: dict[str, Person | None] = {}
    close = Q(pk__in=near(actor, post.channel).values("pk")) | Q(pk=post.author_id) | Q(comments__post=post)
    for one in known.filter(close, name__in=names).distinct():
        by_name[one.name] = None if one.name in by_name else one
    meant = {name: exact.get(usernames[name]) or by_name.get(name) for name in names}
    return {name: one for name, one in meant.items() if one is not None}


def _may_read(person: Person, post: Post) -> bool:
    return Post.objects.visible_to(person).filter(pk=post.pk).exists()


def near(person: Any, channel: Channel) -> Any:
    """Whom `person` may be offered to name in the channel: in a group its members, elsewhere whom one follows.

    All of them may read the channel, and neither side has blocked the other.
    """
    if not person.is_authenticated:
        return Person.objects.none()
    if channel.kind == Channel.Kind.GROUP:
        members = Subscription.objects.members_visible_to(person).filter(channel=channel)
        found = Person.objects.filter(pk__in=members.values("person_id"))
    else:
        follows = Subscription.objects.active().filter(person=person, channel__kind=Channel.Kind.PERSON)
        found = Person.objects.filter(pk__in=follows.values("channel__person_id"))
        owner = owner_id_of(channel)
        found = found.exclude(pk__in=Block.between(owner))
    return found.filter(is_active=True).exclude(pk=person.pk).exclude(pk__in=Block.between(person))


def suggestions(person: Any, channel: Channel, beginning: str, most: int = 6) -> list[Person]:
    """People near whose username or name begins with, or whose name holds, what was typed after an @. One query."""
    typed = beginning.strip()
    if "\x00" in typed:
        return []
    begins = Q(username__startswith=typed.lower()) | Q(name__istartswith=typed) if typed else Q()
    people: Iterable[Person] = near(person, channel).filter(begins).select_related("photo").order_by("name", "pk")
    return list(people[:most])  # type: ignore[index]
