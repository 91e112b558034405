"""Hanging a picture somewhere: on a store, a product, a post."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from config.kit.errors import Invalid
from content.pictures.models import Picture


def own_picture(person: Any, picture: Picture | None, *, field: str = "photo") -> Picture | None:
    """`picture`, if it is the person's own and not private, or None. Raises Invalid at `field`."""
    if picture is not None and (picture.owner_id != person.pk or picture.is_private):
        raise Invalid(_("Choose a picture of your own."), field=field, code="not_yours")
    return picture
