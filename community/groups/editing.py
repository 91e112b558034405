"""Change what a group says of itself and who may join; close it; hand it over."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.channels.channels import channel_of
from community.channels.models import Subscription
from community.groups.founding import hide_or_show_photo
from community.groups.models import Group
from community.groups.policies import can_close_group, can_edit_group, is_owner
from community.groups.wording import Words, checked_photo
from community.moderation.logging import log_action
from community.moderation.models import ModerationAction
from community.posts.privacy import keep_pictures_as_private_as, keep_tags_as_private_as
from config.kit.errors import Conflict, NotAllowed
from config.kit.policies import staff

_UNSET: Any = object()


class NotAMember(Conflict):
    code = "not_a_member"
    message = _("Only a member can take the group over.")


@transaction.atomic
def edit_group(person: Any, *, group: Group, photo: Any = _UNSET, **changes: Any) -> Group:
    """Change `name`, `about`, `rules`, `access`, `place_name` or `photo`; what is not given stays.

    When a group closes its doors, the photos of its posts close with it. Raises NotAllowed, and Invalid at
    the field at fault.
    """
    if not can_edit_group(person, group):
        raise NotAllowed
    kept = {name: getattr(group, name) for name in ("name", "about", "rules", "access", "place_name")}
    words = Words.check(**(kept | changes))
    for name, value in words.fields.items():
        setattr(group, name, value)
    if photo is not _UNSET:
        group.photo = photo if photo == group.photo else checked_photo(person, photo)
    group.save(update_fields=[*words.fields, "photo"])
    hide_or_show_photo(group)
    if words.access != kept["access"]:
        keep_pictures_as_private_as(channel_of(group))
        keep_tags_as_private_as(channel_of(group))
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
    group.closed_at = timezone.now()
    group.save(update_fields=["closed_at"])
    keep_pictures_as_private_as(channel_of(group))
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
    keep_pictures_as_private_as(channel_of(group))
    log_action(actor=person, verb=ModerationAction.Verb.REOPEN_GROUP, target=group, owner=group.owner, reason=reason)
    return group


@transaction.atomic
def hand_over(person: Any, *, group: Group, to: Any) -> Group:
    """Give the group to one of its members; who gave it stays as a moderator. Raises NotAllowed, NotAMember."""
    if not is_owner(person, group):
        raise NotAllowed
    rows = Subscription.objects.active().filter(channel__group=group)
    if to.pk == person.pk or not to.is_active or not rows.filter(person=to).exists():
        raise NotAMember
    if not Group.objects.filter(pk=group.pk, owner=person).update(owner=to):
        raise NotAllowed
    rows.filter(person=to).update(role=Subscription.Role.OWNER)
    rows.filter(person=person).update(role=Subscription.Role.MODERATOR)
    group.owner = to
    return group
