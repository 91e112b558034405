"""Rows of the ledger for `/design/`, made of the ledger's own classes and written down nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from taggit.models import Tag

from community.trust.models import Evidence
from community.trust.origins import Origin
from community.trust.showing import Shown


@dataclass(frozen=True)
class Somebody:
    """Stands in for a person that a row names."""

    name: str

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return "#main"


def evidence_rows(said: dict[str, str]) -> list[Shown]:
    """One that speaks for the reader, one against them, and one that was taken back."""
    now, kind = timezone.now(), Evidence.Kind
    chen, order = Somebody(said["chen"]), Origin(said["trust_order"], "#main")
    kept = Evidence(kind=kind.KEPT, at=now - timedelta(hours=5))
    endorsed = Evidence(kind=kind.ENDORSED, topic=Tag(name=said["trust_topic"]), at=now - timedelta(days=2))
    refunded = Evidence(kind=kind.BROKEN, at=now - timedelta(days=30))
    settled = Evidence(why=Evidence.Why.SETTLED, at=now - timedelta(days=28))
    return [
        Shown(kept, is_mine=False, other=chen, origin=order),
        Shown(endorsed, is_mine=True, other=chen),
        Shown(Evidence(kind=kind.NOT_CONTENT, at=now - timedelta(days=3)), is_mine=False, origin=order),
        Shown(refunded, is_mine=False, other=chen, origin=order, counter=settled),
    ]
