"""Hanging a picture somewhere: on a store, a product, a post."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from config.kit.errors import Invalid
from content.pictures.models import Picture


def own_picture(person: Any, picture: Picture | None, *, field: str = "photo") -> Picture | None:
    """`picture`, if it is the person's own and not private, or None. Raises Invalid at `field`."""
    if picture is not None and (picture.owner_id != person.pk or picture.is_private):
        raise Invalid(_("Choose a picture of your own."), field=field, code="not_yours")
    return picture


def check_own(person: Any, pictures: Collection[Picture]) -> None:
    """Raises Invalid at "pictures" where one is not the person's; a guest's belong to nobody."""
    owner = person.pk if person.is_authenticated else None
    if any(picture.owner_id != owner for picture in pictures):
        raise Invalid(_("Choose photos of your own."), field="pictures", code="not_yours")


def check_unused(pictures: Collection[Picture], *, field: str = "pictures") -> None:
    """Raises Invalid at `field` where one hangs somewhere already, or would hang twice."""
    if len({picture.pk for picture in pictures}) < len(pictures) or (pictures and hang_somewhere(pictures)):
        raise Invalid(_("This photo is shown elsewhere already. Please add it anew."), field=field, code="used")


def hang_somewhere(pictures: Collection[Picture]) -> bool:
    """Whether one of the pictures is shown somewhere already, which must not change with what it is hung in now."""
    shown = Q()
    for relation in Picture._meta.get_fields(include_hidden=True):
        if (relation.one_to_many or relation.one_to_one) and relation.auto_created:
            rows = relation.related_model._default_manager.filter(**{relation.field.name: OuterRef("pk")})
            shown |= Q(Exists(rows))
    return Picture.objects.filter(shown, pk__in=[picture.pk for picture in pictures]).exists()
