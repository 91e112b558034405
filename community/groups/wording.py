"""What a group says of itself, checked the same way when it is founded and when it is edited."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from community.groups.models import Group
from community.posts.privacy import hang_somewhere
from config.kit.errors import Invalid
from config.kit.lines import many_lines, one_line
from config.kit.references import SLUG_LENGTH
from content.pictures.models import Picture

RULES_LENGTH = 4000


@dataclass(frozen=True)
class Words:
    """Checked words and access of a group."""

    name: str
    about: str
    rules: str
    access: str
    place_name: str

    @classmethod
    def check(cls, *, name: str, about: str, rules: str, access: str, place_name: str) -> Words:
        """Raises Invalid at the field at fault."""
        if access not in Group.Access.values:
            raise Invalid(_("Choose who may join."), field="access", code="unknown_access")
        return cls(
            name=one_line(name, field="name", most=40),
            about=one_line(about, field="about", most=200, required=False),
            rules=many_lines(rules, field="rules", most=RULES_LENGTH),
            access=access,
            place_name=one_line(place_name, field="place_name", most=60, required=False),
        )

    @property
    def fields(self) -> dict[str, str]:
        return asdict(self)


def checked_photo(person: Any, photo: Picture | None) -> Picture | None:
    """Raises Invalid at "photo" for somebody else's picture, or one whose privacy is another place's affair."""
    if photo is not None and photo.owner_id != person.pk:
        raise Invalid(_("Choose a picture of your own."), field="photo", code="not_yours")
    if photo is not None and hang_somewhere([photo]):
        raise Invalid(_("This photo is shown elsewhere already. Please add it anew."), field="photo", code="used")
    return photo


def checked_slug(slug: str) -> str:
    """A chosen address, or "" for none. Raises Invalid at "slug"."""
    if (slug and not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", slug[: SLUG_LENGTH + 1])) or len(slug) > SLUG_LENGTH:
        raise Invalid(_("Small letters, digits and - in between, at most 60."), field="slug", code="bad_slug")
    return slug
