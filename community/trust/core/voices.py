"""What a person's word is worth to a viewer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from .weights import OWN_VOICE, PERSONAL_MOST, PERSONAL_SCALE, PUBLIC_SHARE


def personal(walked: Any) -> Any:
    """The personal voice, 0 to 1, of whom so much of the viewer's trust reached."""
    return np.minimum(PERSONAL_MOST, PERSONAL_SCALE * walked)


def voice(walked: Any, public: Any) -> Any:
    """The whole voice, 0 to 1.25: the personal one and a quarter of the public one (0 to 1)."""
    return personal(walked) + PUBLIC_SHARE * public


def voices(
    viewer: int | None, people: Iterable[int], walked: Mapping[int, float], public: Mapping[int, float]
) -> dict[int, float]:
    """The voices of `people` to `viewer` (None: a guest), whose own experience has a voice of 3."""
    return {
        person: OWN_VOICE if person == viewer else float(voice(walked.get(person, 0.0), public.get(person, 0.0)))
        for person in people
    }
