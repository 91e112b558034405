"""Why a store was called, in the reader's language. Nothing of who hails is in it (`calling.reasons`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from community.calling.models import Call
from community.calling.terms import spoken
from community.hail.models import Audience
from config.kit.reading import distance
from shop.catalog.models import Product


def sentences(calls: Iterable[Call]) -> dict[int, list[str]]:
    """What speaks for each call, the strongest first, by its primary key. One query; reads each call's hail."""
    rows = list(calls)
    keys = {reason.get("product") for call in rows for reason in call.reasons} - {None}
    names = dict(Product.objects.filter(pk__in=keys).values_list("pk", "name")) if keys else {}
    return {call.pk: [said for reason in call.reasons if (said := _said(call, reason, names))] for call in rows}


def _said(call: Call, reason: Mapping[str, Any], names: Mapping[int, str]) -> str:
    """One reason as a sentence; "" for a code that this version does not know."""
    name = names.get(reason.get("product") or 0)
    match reason["code"]:
        case "tags":
            return _("Your tags: %(tags)s") % {"tags": _(", ").join(f"#{tag}" for tag in reason["words"])}
        case "words":
            words = _(", ").join(spoken(call.hail.text, reason["words"]) or reason["words"])
            if name is None:
                return _("Your store says: %(words)s") % {"words": words}
            return _("Your “%(product)s” fits: %(words)s") % {"product": name, "words": words}
        case "knows" if name is not None:
            return _("You wrote what you know about “%(product)s”") % {"product": name}
        case "knows":
            return _("You wrote what you know about it")
        case "near":
            return _("About %(distance)s from your store") % {"distance": distance(reason["metres"])}
        case "asked":
            return asked(reason["audience"])
    return ""


def asked(audience: str) -> str:
    """Who may answer, as one who was asked reads it."""
    return {
        Audience.GROUPS: _("Asked in a group of yours"),
        Audience.TRUSTED: _("Asked among people their people trust"),
        Audience.NEARBY: _("Asked nearby"),
        Audience.EVERYONE: _("Asked everyone"),
    }.get(Audience(audience), "")
