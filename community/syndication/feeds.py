"""Feeds for readers outside: what a guest may read of a store, a person, a public group or a tag, as Atom and RSS.

Whoever asks is a guest, signed in or not: a feed reader has no session, and what it shows is nobody's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.syndication.views import Feed
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.html import format_html
from django.utils.translation import gettext as _

from community.channels.channels import channel_of
from community.feeds.channels import channel_page
from community.feeds.hydrating import FeedItem
from community.feeds.tags import find_tag, tag_page
from community.groups.models import Group
from community.groups.outlines import is_public as is_open_group
from community.people.models import Person
from community.posts.outlines import is_public
from config.kit.outlines import absolute
from content.text.markdown import shortened
from content.text.marks import tag_slug
from shop.stores.models import Store

GUEST = AnonymousUser()
ITEMS = 30


@dataclass(frozen=True)
class Source:
    """What a feed is of: its name, its page, one line about it, and what is said there."""

    name: str
    path: str
    about: str
    items: Sequence[FeedItem]


def store_source(person: Any, slug: str) -> Source:
    """An open store. Raises Http404."""
    store = Store.objects.visible_to(GUEST).selling().filter(slug=slug).first()
    if store is None:
        raise Http404
    return _of_channel(store, store.tagline)


def person_source(person: Any, username: str) -> Source:
    """A person who has a name. Raises Http404."""
    found = Person.objects.visible_to(GUEST).exclude(name="").filter(username=username).first()
    if found is None:
        raise Http404
    return _of_channel(found, found.headline)


def group_source(person: Any, slug: str) -> Source:
    """A public group. Raises Http404."""
    group = Group.objects.visible_to(GUEST).filter(slug=slug).first()
    if group is None or not is_open_group(group):
        raise Http404
    return _of_channel(group, group.about)


def tag_source(person: Any, slug: str) -> Source:
    """A tag; one that nobody used looks like one of which a guest may read nothing. Raises Http404 for no tag."""
    slug = tag_slug(slug.replace("\x00", ""))
    if not slug:
        raise Http404
    items = tag_page(find_tag(slug), GUEST, limit=ITEMS).items
    # A store on a break can still be read where it is, but is not told of outside.
    return Source(f"#{slug}", reverse("tag", args=[slug]), "", [item for item in items if is_public(item.post)])


def _of_channel(subject: Any, about: str) -> Source:
    items = channel_page(channel_of(subject), GUEST, limit=ITEMS).items
    return Source(str(subject), subject.get_absolute_url(), about, items)


class Rss(Feed):
    """RSS 2 of a Source."""

    feed_type: type[SyndicationFeed] = Rss201rev2Feed
    # Seconds, in minutes there: how long a reader need not ask again.
    ttl = 30

    def __init__(self, source: Source) -> None:
        self.source = source

    def get_object(self, request: Any, *args: Any, **kwargs: Any) -> Source:
        return self.source

    def title(self, source: Source) -> str:
        return f"{source.name} · {_('Qunpu')}"

    def link(self, source: Source) -> str:
        return absolute(source.path)

    def description(self, source: Source) -> str:
        return source.about or _("What %(name)s says on Qunpu.") % {"name": source.name}

    def subtitle(self, source: Source) -> str:
        return self.description(source)

    def items(self, source: Source) -> Sequence[FeedItem]:
        return source.items

    def item_title(self, item: FeedItem) -> str:
        return shortened(item.post.text, 80) or _("A post by %(name)s") % {"name": item.speaker}

    def item_link(self, item: FeedItem) -> str:
        return absolute(item.post.get_absolute_url())

    def item_description(self, item: FeedItem) -> str:
        """The words, and the photos below them, with whole addresses."""
        words = str(item.body).replace('href="/', f'href="{absolute("/")}')
        photos = [
            format_html('<p><img src="{}" alt="{}"></p>', absolute(picture.url(640)), picture.alt)
            for picture in item.pictures
        ]
        return words + "".join(photos)

    def item_author_name(self, item: FeedItem) -> str:
        return str(item.speaker)

    def item_author_link(self, item: FeedItem) -> str:
        return absolute(item.speaker.get_absolute_url())

    def item_pubdate(self, item: FeedItem) -> datetime:
        return item.post.created_at

    def item_updateddate(self, item: FeedItem) -> datetime:
        return item.post.edited_at or item.post.created_at

    def item_guid(self, item: FeedItem) -> str:
        return self.item_link(item)


class _Atom(Atom1Feed):
    def latest_post_date(self) -> datetime:
        """Of an empty feed the same at each asking, so that it stays the same file."""
        latest: datetime = super().latest_post_date()
        return latest if self.items else datetime.fromtimestamp(0, timezone.get_default_timezone())


class Atom(Rss):
    """Atom of a Source."""

    feed_type = _Atom
