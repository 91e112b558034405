"""A link to a group as a card: what its front says, to those who may see the front."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from community.groups.models import Group, Invitation
from content.cards.registry import Card, CardRows, card_rows
from content.cards.rows import Row, columns


def _find(slugs: set[str], viewer: Any) -> QuerySet[Any, Any]:
    groups = Group.objects.visible_to(viewer).filter(slug__in=slugs)
    return columns(groups, key="slug", name="name", line="about", more="access", photo="photo")


def _card(row: Row) -> Card:
    return Card(
        kind="group",
        title=row.name,
        url=Group(slug=row.key).get_absolute_url(),
        subtitle=row.line or str(Group.Access(row.more).label),
        picture=row.picture,
        key=row.key,
    )


card_rows("group", CardRows(key=lambda given: given["slug"], find=_find, card=_card))


def _find_invitations(references: set[str], viewer: Any) -> QuerySet[Any, Any]:
    """Those that still let somebody in; to a group whose front the viewer may see, for a card is shown to many."""
    invitations = Invitation.objects.usable().visible_to(viewer).filter(reference__in=references)
    return columns(
        invitations.filter(group__in=Group.objects.visible_to(viewer)),
        key="reference",
        name="group__name",
        line="group__about",
        more="group__slug",
        photo="group__photo",
    )


def _invitation_card(row: Row) -> Card:
    return Card(
        kind="invitation",
        title=_("Invitation: %(group)s") % {"group": row.name},
        url=Invitation(reference=row.key).get_absolute_url(),
        subtitle=row.line,
        picture=row.picture,
        key=row.more,
    )


card_rows("invitation", CardRows(key=lambda given: given["reference"], find=_find_invitations, card=_invitation_card))
