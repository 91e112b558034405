"""Give a post a sign, change it, take it back."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from community.attention.quotas import Quota, spend
from community.events import reacted, unreacted
from community.posts.models import Post, Reaction
from community.posts.policies import can_react
from config.kit.errors import Invalid, NotAllowed


@transaction.atomic
def react(person: Any, *, post: Post, kind: str = Reaction.Kind.HEART) -> Reaction:
    """Give the post one sign; another kind replaces the first. Raises NotAllowed, QuotaReached, Invalid."""
    if kind not in Reaction.Kind.values:
        raise Invalid(_("Choose one of the signs."), field="kind", code="unknown_kind")
    if not can_react(person, post):
        raise NotAllowed
    reaction, is_new = Reaction.objects.get_or_create(post=post, person=person, defaults={"kind": kind})
    if is_new:
        spend(person, Quota.REACTIONS)
        reacted.send(sender=Reaction, reaction=reaction)
    elif reaction.kind != kind:
        reaction.kind = kind
        reaction.save(update_fields=["kind"])
    return reaction


@transaction.atomic
def unreact(person: Any, *, post: Post) -> bool:
    """Take one's sign back. False where there was none."""
    if not person.is_authenticated:
        return False
    reaction = Reaction.objects.filter(post=post, person=person).first()
    if reaction is None or not Reaction.objects.filter(pk=reaction.pk).delete()[0]:
        return False
    unreacted.send(sender=Reaction, reaction=reaction)
    return True
