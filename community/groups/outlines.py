"""What a group's pages say of themselves outside: of one behind doors, nothing."""

from __future__ import annotations

from django.utils.translation import gettext as _

from community.groups.models import Group
from config.kit.outlines import PRIVATE, Context, Data, Outline, absolute, outline


@outline("group", "group_about")
def group_outline(context: Context) -> Outline | None:
    """A public group."""
    group: Group | None = context.get("group")
    if group is None:
        return None
    if not is_public(group):
        return PRIVATE
    trail = [(_("Groups"), "/groups/"), (group.name, group.get_absolute_url())]
    picture = absolute(group.photo.url(640)) if group.photo else ""
    return Outline(data=[{**group_thing(group), "description": group.about, "image": picture}], trail=trail)


def is_public(group: Group) -> bool:
    """Whether what is said in the group is told of outside."""
    return group.access == Group.Access.PUBLIC and group.closed_at is None


def group_thing(group: Group) -> Data:
    """The group, as other things name it."""
    url = absolute(group.get_absolute_url())
    return {"@type": "CollectionPage", "@id": url, "name": group.name, "url": url}
