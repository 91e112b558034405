"""Start a group."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from community.attention.quotas import Quota, spend
from community.channels.channels import channel_of
from community.channels.models import Subscription
from community.groups.models import Group
from community.groups.wording import Words, checked_photo, checked_slug
from config.kit.errors import Conflict, NotAllowed
from config.kit.policies import signed_in
from config.kit.references import free_slug
from content.milestones.events import reached
from content.milestones.models import MilestoneKind

ATTEMPTS = 3


class SlugTaken(Conflict):
    code = "slug_taken"
    field = "slug"
    message = _("Another group has this address already.")


def found_group(
    person: Any,
    *,
    name: str,
    about: str = "",
    rules: str = "",
    access: str = Group.Access.PUBLIC,
    place_name: str = "",
    questions: Sequence[str] = (),
    photo: Any = None,
    slug: str = "",
) -> Group:
    """Make a group with its channel; the person owns it and is its first member.

    Without `slug` its address is made from the name. One that another group has gets a short tail, whichever group
    it is: nobody learns of a hidden one that way. Raises NotAllowed, QuotaReached, SlugTaken, and Invalid at the
    field at fault.
    """
    if not signed_in(person):
        raise NotAllowed
    words = Words.check(name=name, about=about, rules=rules, access=access, place_name=place_name, questions=questions)
    words.refuse_unwanted()
    photo = checked_photo(person, photo)
    wanted = checked_slug(slug) or words.name
    for _attempt in range(ATTEMPTS):
        try:
            return _found(person, words, photo, free_slug(Group.objects.all(), wanted, fallback="group"))
        except IntegrityError:
            continue
    raise SlugTaken


@transaction.atomic
def _found(person: Any, words: Words, photo: Any, slug: str) -> Group:
    spend(person, Quota.GROUPS)
    group = Group.objects.create(owner=person, slug=slug, photo=photo, **words.fields)
    hide_or_show_photo(group)
    Subscription.objects.create(
        person=person,
        channel=channel_of(group),
        role=Subscription.Role.OWNER,
        rules_version=group.rules_version,
        admitted=True,
    )
    reached(person, MilestoneKind.GROUP_JOINED)
    return group


def hide_or_show_photo(group: Group) -> None:
    """The photo of a hidden group is as private as the group."""
    if group.photo is not None:
        group.photo.is_private = group.access == Group.Access.HIDDEN
        group.photo.save(update_fields=["is_private"])
