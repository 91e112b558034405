"""Where what a page says can be subscribed to. Whether the page is told of at all, its own outline says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from config.kit.outlines import Context, FeedLink, outline_feeds


@outline_feeds("store", "store_news", "store_knows", "store_about")
def of_store(context: Context) -> Sequence[FeedLink]:
    store = context.get("store")
    return [_link("store", store.name, store.slug)] if store else []


@outline_feeds("person")
def of_person(context: Context) -> Sequence[FeedLink]:
    person = context.get("person")
    return [_link("person", str(person), person.username)] if person else []


@outline_feeds("group", "group_about")
def of_group(context: Context) -> Sequence[FeedLink]:
    group = context.get("group")
    return [_link("group", group.name, group.slug)] if group else []


@outline_feeds("tag")
def of_tag(context: Context) -> Sequence[FeedLink]:
    slug = context.get("tag_slug")
    return [_link("tag", f"#{slug}", slug)] if slug else []


def _link(kind: str, title: str, name: Any) -> FeedLink:
    return FeedLink(title, reverse(f"{kind}_atom", args=[name]), reverse(f"{kind}_rss", args=[name]))
