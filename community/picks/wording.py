"""Who pays for a pick, in the reader's language: said wherever a pick stands."""

from __future__ import annotations

from django.utils.translation import gettext as _

from community.picks.models import Pick


def with_commission(pick: Pick) -> str:
    """Why it was picked and, behind that, what its store pays and what its picker gets. Its store is loaded."""
    paid = []
    if pick.seller.commission:
        paid.append(_("the store pays pickers %(percent)d %%") % {"percent": pick.seller.commission})
    if pick.is_paid:
        paid.append(pick.commission or _("I get something for this"))
    return f"{pick.why} ({'; '.join(paid)})" if paid else pick.why
