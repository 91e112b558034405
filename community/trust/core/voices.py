"""What a person's word is worth to a viewer: a personal voice, and part of a public one that is the same for all."""

from __future__ import annotations

from typing import Any

import numpy as np

from .weights import OWN_VOICE, PERSONAL_MOST, PERSONAL_SCALE, PUBLIC_SHARE


def personal(walked: Any) -> Any:
    """The personal voice, 0 to 1, of whom so much of the viewer's trust reached."""
    return np.minimum(PERSONAL_MOST, PERSONAL_SCALE * walked)


def strange(public: Any) -> Any:
    """What a public voice (0 to 1) is worth to everyone."""
    return PUBLIC_SHARE * public


def own(public: Any) -> Any:
    """The viewer's personal voice, which with what their public one is worth comes to 3."""
    return OWN_VOICE - strange(public)
