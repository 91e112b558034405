"""What hails refuse."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.kit.errors import Conflict, Invalid


class HailOver(Conflict):
    """The hail can be answered no more. `state` is what became of it, "expired" also before a worker noticed."""

    code = "hail_over"

    def __init__(self, hail: Any):
        self.state = hail.ended_as
        super().__init__(_words(self.state))

    @property
    def members(self) -> dict[str, Any]:
        return {"state": self.state}


def _words(state: str) -> str:
    return {
        "chosen": _("An offer was chosen, and the hail is settled."),
        "together": _("This is being bought together, and the hail is settled."),
        "waved_off": _("The hail was waved off."),
        "expired": _("The time of this hail is over."),
    }.get(state, _("This hail can be answered no more."))


class NoGroups(Invalid):
    code = "no_groups"
    field = "groups"
    message = gettext_lazy("Choose at least one of your groups.")


class NoArea(Invalid):
    code = "no_area"
    field = "place"
    message = gettext_lazy("Say roughly where you are, so that those nearby can be asked.")
