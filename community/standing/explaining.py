"""The page "how trust works here": the weights that the core uses, in the words of the page."""

from __future__ import annotations

from typing import Any

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
    return named | percent | lost | group | new | picks
