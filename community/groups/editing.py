"""Change what a group says of itself and who may join; close it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from community.channels.channels import channel_of
from community.channels.models import Subscription
from community.groups.founding import hide_or_show_photo
from community.groups.models import Group
from community.groups.parting import end_links_of_members
from community.groups.policies import can_close_group, can_edit_group, is_owner
from community.groups.wording import Words, checked_photo
from community.moderation.logging import log_action
from community.moderation.models import ModerationAction
from community.posts.privacy import keep_pictures_as_private_as, keep_tags_as_private_as
from config.kit.errors import NotAllowed
from config.kit.policies import staff

_UNSET: Any = object()
_WORDS = ("name", "about", "rules", "access", "place_name", "questions")


@transaction.atomic
def edit_group(person: Any, *, group: Group, photo: Any = _UNSET, **changes: Any) -> Group:
    """Change `name`, `about`, `rules`, `access`, `place_name`, `questions` or `photo`; what is not given stays.

    When a group closes its doors, the photos of its posts close with it, and so do the links of members who may no
    longer invite. Other rules are a new version, which members are asked to agree to. Raises NotAllowed, and Invalid
    at the field at fault.
    """
    if not can_edit_group(person, group):
        raise NotAllowed
    group.refresh_from_db(fields=[*_WORDS, "rules_version"], from_queryset=Group.objects.select_for_update())
    kept = {name: getattr(group, name) for name in _WORDS}
    words = Words.check(**(kept | changes))
    words.refuse_unwanted(group)
    for name, value in words.fields.items():
        setattr(group, name, value)
    if photo is not _UNSET:
        group.photo = photo if photo == group.photo else checked_photo(person, photo)
    group.rules_version += words.rules != kept["rules"]
    group.save(update_fields=[*words.fields, "photo", "rules_version"])
    hide_or_show_photo(group)
    # Whoever wrote the rules need not be asked.
    Subscription.objects.filter(channel__group=group, person=person).update(rules_version=group.rules_version)
    if words.access != kept["access"]:
        _hide_or_show(group)
        if words.access != Group.Access.PUBLIC:
            end_links_of_members(group)
    return group


@transaction.atomic
def close_group(person: Any, *, group: Group, reason: str = "") -> Group:
    """Close a group for everybody. The staff must give a reason, which is logged; closing twice changes nothing.

    Raises NotAllowed, and Invalid at "reason".
    """
    if not can_close_group(person, group):
        raise NotAllowed
    if group.closed_at is not None:
        return group
    shut(group)
    if not is_owner(person, group):
        log_action(actor=person, verb=ModerationAction.Verb.CLOSE_GROUP, target=group, owner=group.owner, reason=reason)
    return group


@transaction.atomic
def reopen_group(person: Any, *, group: Group, reason: str) -> Group:
    """Open a group again that the staff closed. Raises NotAllowed, Invalid at "reason"."""
    if not staff(person):
        raise NotAllowed
    if group.closed_at is None:
        return group
    group.closed_at = None
    group.save(update_fields=["closed_at"])
    _hide_or_show(group)
    log_action(actor=person, verb=ModerationAction.Verb.REOPEN_GROUP, target=group, owner=group.owner, reason=reason)
    return group


def shut(group: Group) -> None:
    """Close it, whoever decided so."""
    group.closed_at = timezone.now()
    group.save(update_fields=["closed_at"])
    _hide_or_show(group)


def _hide_or_show(group: Group) -> None:
    """What hangs in the group's posts is as private as the group is now."""
    keep_pictures_as_private_as(channel_of(group))
    keep_tags_as_private_as(channel_of(group))
