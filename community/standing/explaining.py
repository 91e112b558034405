"""The page "how trust works here": the weights that the core uses, in the words of the page."""

from __future__ import annotations

from typing import Any

from community.attention.allowances import ALLOWANCES, NEWCOMER
from community.attention.formula import RAISED_BY_VOICE
from community.attention.growing import KEPT_TO
from community.attention.models import Quota
from community.standing.ordering import NEW_DAYS, NEW_FEWER_THAN, NEW_ONE_IN
from community.trust.core import weights as core
from community.trust.live import LEFT_BY_A_BAD_PICK


def weights() -> dict[str, Any]:
    """Every constant by name, as the core has it; shares as percent."""
    named = {name.lower(): value for name, value in vars(core).items() if name.isupper()}
    percent = {
        f"{name}_percent": round(100 * named[name])
        for name in ("other_topic", "kept_a_step", "public_share", "public_least", "word_without_deal")
        if name in named
    }
    lost = {"lost_a_step_percent": round(100 - 100 * core.KEPT_A_STEP)}
    # A third of what all others say is a quarter of all.
    group = {"group_of_all_percent": round(100 * core.GROUP_PART / (1 + core.GROUP_PART))}
    new = {"new_one_in": NEW_ONE_IN, "new_days": NEW_DAYS, "new_fewer_than": NEW_FEWER_THAN}
    picks = {"left_by_a_bad_pick_percent": round(100 * LEFT_BY_A_BAD_PICK)}
    limits = {"newcomer_days": NEWCOMER.days, "kept_to": KEPT_TO, "voice_budget_percent": round(100 / RAISED_BY_VOICE)}
    return named | percent | lost | group | new | picks | limits


def limits() -> list[tuple[Quota, int, int]]:
    """Of each quota that grows: what it is for whoever is new, and for whoever has some standing."""
    growing = ((quota, of) for quota, of in ALLOWANCES.items() if of.grows and of.newcomer < of.most)
    return [(quota, of.newcomer, of.most) for quota, of in growing]
