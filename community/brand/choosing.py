"""What a person shows on their page: which of their groups, to whom, and the lessons that they finished."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from community.brand.models import ProfileChoice
from community.channels.models import Subscription
from community.groups.models import Group
from community.people.models import Person
from config.kit.errors import Invalid

ShownTo = Subscription.ShownTo


def memberships(person: Any) -> QuerySet[Subscription]:
    """The person's ties to groups that may be shown: none to a hidden one."""
    ties = Subscription.objects.active().filter(person=person, channel__group__closed_at=None)
    ties = ties.exclude(channel__group=None).exclude(channel__group__access=Group.Access.HIDDEN)
    return ties.select_related("channel__group", "channel__group__photo").order_by("channel__group__name")


def shown_to(membership: Subscription) -> Subscription.ShownTo:
    """To whom a membership is shown: as chosen, else as the group's door is."""
    if membership.shown_to:
        return ShownTo(membership.shown_to)
    group = membership.channel.group
    return ShownTo.EVERYONE if group and group.access == Group.Access.PUBLIC else ShownTo.MEMBERS


@transaction.atomic
def choose_shown(person: Person, *, lessons: bool | None = None, groups: Mapping[str, str] | None = None) -> None:
    """Show the lessons or not, and each of `groups` (slugs) to everyone, its members or nobody.

    What is not given stays. Raises Invalid at `groups` for a group that cannot be shown, or an unknown choice.
    """
    if lessons is not None:
        ProfileChoice.objects.update_or_create(person=person, defaults={"lessons": lessons})
    ties = {tie.channel.group.slug: tie for tie in memberships(person) if tie.channel.group}
    for slug, chosen in (groups or {}).items():
        if slug not in ties:
            raise Invalid(_("You are in no such group that could be shown."), field="groups", code="group_not_shown")
        if chosen not in ShownTo.values:
            raise Invalid(
                _("A group is shown to everyone, its members or nobody."), field="groups", code="shown_to_unknown"
            )
        if chosen != shown_to(ties[slug]):
            Subscription.objects.filter(pk=ties[slug].pk).update(shown_to=chosen)
