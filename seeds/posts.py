"""What people say to each other: posts, comments, signs, pins; and the articles they write."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from community.channels.channels import channel_of
from community.channels.models import Channel
from community.polls.asking import question
from community.polls.models import PollVote
from community.polls.voting import vote
from community.posts.commenting import comment
from community.posts.models import Comment, Post, Reaction
from community.posts.pinning import pin
from community.posts.reacting import react
from community.posts.writing import write_post
from content.articles.models import Article
from content.articles.writing import write_article
from seeds import files
from seeds.album import Album
from seeds.clock import ago, some_time, span
from seeds.files import Entry, Town
from seeds.register import Register
from seeds.timeline import Act

# Most signs come while a post is new.
SIGNS_WITHIN = timedelta(hours=20)
MOMENT = timedelta(seconds=20)


def talking(town: Town, register: Register, album: Album, now: datetime) -> Iterator[Act]:
    """The month's posts and what follows from each."""
    for post in town.posts:
        said = ago(post["at"], now)
        if post["key"] not in register.known_posts:
            album.wish(register.person(post["by"]), f"post/{post['key']}", post.get("pictures", ()))
        yield Act(said, partial(_write, register, album, post))
        if post.get("pin"):
            yield Act(said + MOMENT / 2, partial(_pin, register, post))
        yield from _votes(register, post, said, now)
        yield from _comments(register, post, said, now)
        yield from _signs(register, post, said, now)


def writing(town: Town, register: Register, now: datetime) -> Iterator[Act]:
    """The articles."""
    for article in town.articles:
        yield Act(ago(article["at"], now), partial(_publish, register, article))


def _comments(register: Register, post: Entry, said: datetime, now: datetime) -> Iterator[Act]:
    first = 0
    for number, line in enumerate(files.comments(post)):
        if not line.is_answer:
            first = number
        # Late ones come before today, in the order in which they stand.
        moment = min(said + span(line.after), now - MOMENT) + timedelta(milliseconds=number)
        yield Act(moment, partial(_comment, register, post, number, line, first if line.is_answer else None))


def _signs(register: Register, post: Entry, said: datetime, now: datetime) -> Iterator[Act]:
    for kind, name in files.reactions(post):
        earliest = said + MOMENT
        latest = max(earliest, min(now, said + SIGNS_WITHIN))
        moment = some_time(f"{name} on {post['key']}", earliest, latest)
        yield Act(moment, partial(_react, register, post, name, kind))


def _votes(register: Register, post: Entry, said: datetime, now: datetime) -> Iterator[Act]:
    for position, names in enumerate(post.get("poll", {}).values(), 1):
        for name in names:
            moment = some_time(f"{name} chose at {post['key']}", said + MOMENT, max(said + MOMENT, now))
            yield Act(moment, partial(_vote, register, post, name, position))


def _key(post: Entry) -> str:
    return f"seed:{post['key']}"


def _channel(register: Register, place: str) -> Channel:
    kind, name = place.split("/")
    find: Callable[[str], Any] = getattr(register, kind)
    return channel_of(find(name))


def _link(text: str) -> str:
    """The path of `store` or `store/product`."""
    return f"/s/{text}/" if text else ""


def _write(register: Register, album: Album, entry: Entry) -> bool:
    if entry["key"] in register.known_posts:
        return False
    write_post(
        register.person(entry["by"]),
        channel=_channel(register, entry["in"]),
        text=entry["text"],
        pictures=album.of(f"post/{entry['key']}"),
        link=_link(entry.get("link", "")),
        poll=question(list(entry.get("poll", ())), days=7),
        idempotency_key=_key(entry),
    )
    return True


def _post(register: Register, entry: Entry) -> Post:
    author = register.person(entry["by"])
    return Post.objects.select_related("channel").get(author=author, idempotency_key=_key(entry))


def _pin(register: Register, entry: Entry) -> bool:
    if entry["key"] in register.known_posts:
        # Whoever took the pin away since meant it.
        return False
    post = _post(register, entry)
    place = _channel(register, entry["in"])
    keeper = place.group.owner if place.group else register.person(entry["by"])
    pin(keeper, post=post)
    return True


def _comment(register: Register, entry: Entry, number: int, line: files.Comment, first: int | None) -> bool:
    key = f"{_key(entry)}:{line.by}:{number}"
    author = register.person(line.by)
    if Comment.objects.filter(author=author, idempotency_key=key).exists():
        return False
    post = _post(register, entry)
    parent = None
    if first is not None:
        parent = Comment.objects.filter(post=post, idempotency_key__endswith=f":{first}").first()
    comment(author, post=post, text=line.text, parent=parent, idempotency_key=key)
    return True


def _vote(register: Register, entry: Entry, name: str, position: int) -> bool:
    person, poll = register.person(name), _post(register, entry).poll
    if poll.is_closed or PollVote.objects.filter(person=person, poll=poll).exists():
        return False
    vote(person, poll=poll, positions=[position])
    return True


def _react(register: Register, entry: Entry, name: str, kind: str) -> bool:
    person, post = register.person(name), _post(register, entry)
    if Reaction.objects.filter(person=person, post=post).exists():
        return False
    react(person, post=post, kind=kind)
    return True


def _publish(register: Register, entry: Entry) -> bool:
    author = register.person(entry["author"])
    if Article.objects.filter(author=author, title=entry["title"]).exists():
        return False
    write_article(author, title=entry["title"], body=entry["body"], language=entry["language"])
    return True
