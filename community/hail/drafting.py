"""The hail that somebody is writing: every word as it was typed, until it is sent or thrown away."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from community.discovery.nearby import coordinates
from community.hail.hailing import MOST_PICTURES
from community.hail.models import HailDraft, HailDraftPicture
from config.kit.errors import Invalid, NotAllowed
from content.pictures.hanging import check_own, check_unused
from content.pictures.models import Picture

# Fields of the form; what else is sent is not kept.
FIELDS: Collection[str] = frozenset(
    ("text", "budget", "needed_on", "hours", "audience", "groups", "radius", "place_name", "lat", "lon", "tags")
)
MOST_CHARACTERS = 4000
Typed = Mapping[str, str | Sequence[str]]


def draft_of(person: Any) -> HailDraft | None:
    """One's draft, if there is one."""
    return HailDraft.objects.filter(person=person).first() if person.is_authenticated else None


@transaction.atomic
def keep_draft(person: Any, *, typed: Typed, pictures: Sequence[Picture] | None = None) -> HailDraft:
    """Keep what was typed, fields by name, in place of what was kept before; `pictures` are left as they are without.

    Raises NotAllowed for guests, Invalid at "text" (more than a draft holds) or "pictures".
    """
    if not person.is_authenticated:
        raise NotAllowed
    kept = checked(typed)
    draft, _made = HailDraft.objects.select_for_update().update_or_create(person=person, defaults={"typed": kept})
    if pictures is not None:
        _hang(draft, pictures)
    return draft


def checked(typed: Typed) -> dict[str, str | list[str]]:
    """What of it is kept. Raises Invalid at "text" where that is more than a draft holds."""
    kept = {name: _as_kept(name, value) for name, value in typed.items() if name in FIELDS}
    if len(json.dumps(kept, ensure_ascii=False)) > MOST_CHARACTERS:
        raise Invalid(_("This is more than a draft holds."), field="text", code="too_long")
    return kept


def _as_kept(name: str, value: str | Sequence[str]) -> str | list[str]:
    """As it was typed; of where somebody is only what makes a rough area."""
    if not isinstance(value, str):
        return list(value)
    if name == "place_name" and (numbers := coordinates(value)):
        return ", ".join(f"{number:.2f}" for number in numbers)
    if name not in ("lat", "lon") or not value:
        return value
    try:
        return f"{float(value):.2f}"
    except ValueError:
        return ""


def _hang(draft: HailDraft, pictures: Sequence[Picture]) -> None:
    if len(pictures) > MOST_PICTURES:
        raise Invalid(_("At most four photos."), field="pictures", code="too_many")
    check_own(draft.person, pictures)
    hung = set(draft.pictures.values_list("picture_id", flat=True))
    check_unused([picture for picture in pictures if picture.pk not in hung])
    draft.pictures.all().delete()
    HailDraftPicture.objects.bulk_create(
        HailDraftPicture(draft=draft, picture=picture, position=position) for position, picture in enumerate(pictures)
    )


def drop_draft(person: Any) -> None:
    """Throw it away; where there is none, nothing changes."""
    if person.is_authenticated:
        HailDraft.objects.filter(person=person).delete()
