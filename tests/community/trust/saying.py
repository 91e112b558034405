"""Rows of the ledger, and what stands in it."""

from __future__ import annotations

from typing import Any

from community.trust.models import Evidence
from community.trust.recording import record
from community.trust.showing import KINDS
from tests.factories import PostFactory


def kept(by: Any, about: Any, *, kind: str = "kept", source: Any = None) -> Evidence:
    """A fact, from a source of its own."""
    made = record(KINDS[kind], by=by, about=about, source=source or PostFactory())
    assert made is not None
    return made


def standing(**which: Any) -> list[tuple[str, str, str]]:
    """What stands, as (who says it, what, of whom), the earliest first."""
    rows = Evidence.objects.standing().filter(**which).order_by("pk").select_related("by", "about")
    return [(row.by.username, Evidence.Kind(row.kind).name.lower(), row.about.username) for row in rows]
