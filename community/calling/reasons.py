"""Why a store was called: kept as codes with their values, said in the reader's language where it is shown.

Nothing of who hails is in it: who may answer is what the hailer said themself, the distance is to a rough area, and
what their people say of the seller is kept out altogether.
"""

from __future__ import annotations

from typing import Any

from community.calling.matching import TAG, Match
from community.calling.models import StoreTerm
from community.hail.models import Hail
from config.kit.geo import distance
from shop.stores.models import Store

MOST_WORDS = 3
# Metres: no finer than the area is rough.
ROUGH = 500


def reasons_for(hail: Hail, match: Match) -> list[dict[str, Any]]:
    """What speaks for calling this store, the strongest first."""
    reasons: list[dict[str, Any]] = []
    tags = [said.term.removeprefix("#") for said in match.terms if said.source == TAG and said.term.startswith("#")]
    words = [said.term for said in match.terms if not said.term.startswith("#")]
    if tags:
        reasons.append({"code": "tags", "words": tags[:MOST_WORDS]})
    if words:
        reasons.append({"code": "words", "words": words[:MOST_WORDS], "product": match.product})
    if match.parts.get("knowledge"):
        knows = next((said.product for said in match.terms if said.source == StoreTerm.Source.KNOWS), None)
        reasons.append({"code": "knows", "product": knows})
    if match.metres is not None:
        reasons.append({"code": "near", "metres": rough(match.metres)})
    reasons.append({"code": "asked", "audience": hail.audience})
    return reasons


def rough(metres: float) -> int:
    """A distance as a seller is told it: in steps of `ROUGH`, never less than one."""
    return max(ROUGH, round(metres / ROUGH) * ROUGH)


def rough_between(hail: Hail, store: Store) -> int | None:
    """The same between a hail's area and a store; None where either has no place."""
    if hail.place is None or store.place is None:
        return None
    return rough(distance(hail.place, store.place))
