"""Links of posts to other sites: have their pages fetched, except from hosts that the site does not want."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from community.moderation.filtering import host_is_unwanted, host_of
from community.moderation.models import WordRule
from community.posts.models import Post
from content.cards.outside.asking import want_page
from content.cards.outside.hosts import forget_host, refuses_host

refuses_host(host_is_unwanted)


@receiver(post_save, sender=Post)
def want_linked_page(sender: Any, *, instance: Post, update_fields: frozenset[str] | None, **_: Any) -> None:
    if instance.link and (update_fields is None or "link" in update_fields):
        want_page(instance.link)


@receiver(post_save, sender=WordRule)
def forget_unwanted_host(sender: Any, *, instance: WordRule, **_: Any) -> None:
    if instance.kind == WordRule.Kind.HOST and instance.group_id is None:
        forget_host(host_of(instance.text))
