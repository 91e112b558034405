"""Give back what was spent: an operator's word for somebody with a good reason."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from community.attention.models import Spending
from config.kit.errors import Invalid, NotAllowed
from config.kit.policies import staff


def forgive(person: Any, *, spending: Spending, reason: str) -> Spending:
    """Let the one whose quota it is begin anew in this window; the admin's history keeps the reason.

    Raises NotAllowed, Invalid at "reason".
    """
    if not staff(person):
        raise NotAllowed
    if not reason.strip():
        raise Invalid(_("Say why."), field="reason", code="missing")
    Spending.objects.filter(pk=spending.pk).update(used=0)
    spending.refresh_from_db(fields=["used"])
    return spending
