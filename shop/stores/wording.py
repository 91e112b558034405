"""What a store says of itself, checked the same way when it is opened and when it is edited."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from config.kit.errors import Invalid
from config.kit.geo import Place
from config.kit.lines import many_lines, one_line
from config.kit.money import MAX_MAJOR
from shop.stores.models import MAX_COMMISSION

STORY_LENGTH = 10_000
# What is written for others to read.
WORDS = ("name", "tagline", "story", "place_name", "delivery_note")


def checked(name: str, value: Any) -> dict[str, Any]:
    """The columns that the field `name` of a store sets, cleaned. Raises Invalid at the field."""
    if name == "place":
        return _place(value)
    return {name: _CHECKS[name](value)}


def _place(place: Place | None) -> dict[str, int | None]:
    return {"lat": place.lat if place else None, "lon": place.lon if place else None}


def _fee(minor: int) -> int:
    if not 0 <= minor <= MAX_MAJOR:
        raise Invalid(_("Please give what delivery costs, or 0."), field="delivery_fee", code="fee_out_of_range")
    return minor


def _commission(percent: int) -> int:
    if not 0 <= percent <= MAX_COMMISSION:
        message = _("A whole number of per cent, at most %(most)d, or 0.") % {"most": MAX_COMMISSION}
        raise Invalid(message, field="commission", code="commission_out_of_range")
    return percent


_CHECKS: dict[str, Callable[[Any], Any]] = {
    "name": lambda text: one_line(text, field="name", most=40),
    "tagline": lambda text: one_line(text, field="tagline", most=80, required=False),
    "story": lambda text: many_lines(text, field="story", most=STORY_LENGTH),
    "place_name": lambda text: one_line(text, field="place_name", most=60, required=False),
    "delivery_note": lambda text: one_line(text, field="delivery_note", most=120, required=False),
    "delivery_fee": _fee,
    "commission": _commission,
}
