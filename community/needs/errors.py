"""What standing needs refuse."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.kit.errors import Conflict, Invalid


class TooManyNeeds(Conflict):
    """So many stand at once."""

    code = "too_many_needs"

    def __init__(self, most: int):
        super().__init__(_("At most %(most)d needs stand at once. End one that you no longer have.") % {"most": most})


class NeedEnded(Conflict):
    code = "need_ended"
    message = gettext_lazy("This need has ended. Let it stand again first.")


class NothingToLookFor(Invalid):
    code = "nothing_to_look_for"
    field = "text"
    message = gettext_lazy("Say in a word or a tag what you are waiting for.")
