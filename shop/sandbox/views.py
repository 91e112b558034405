"""The sandbox's own page, as a buyer meets it on the way to pay."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache

from config.kit.errors import Invalid
from config.kit.http import HttpResponseSeeOther, read_or_send
from config.kit.policies import allow, anyone
from shop.sandbox.hosting import AnsweredAlready, How, answer
from shop.sandbox.models import SandboxCharge

# What the page offers beside paying, for whoever tests the shop.
FOR_TESTS = tuple(how for how in How if how not in (How.PAY, How.DECLINE))


def charge_of(person: Any, reference: str) -> SandboxCharge:
    """A charge belongs to whoever was sent to its page. Raises Http404."""
    return get_object_or_404(SandboxCharge, reference=reference)


@never_cache
@read_or_send
@allow(anyone, charge_of)
def sandbox_pay(request: HttpRequest, charge: SandboxCharge) -> HttpResponse:
    """Pay or decline, and choose how the shop hears of it."""
    # The sandbox and the shop share a site, under whatever name it was opened.
    back = charge.return_url.removeprefix(settings.SITE_URL)
    if request.method == "POST":
        how = request.POST.get("how", "")
        if how not in How.values:
            raise Invalid
        # A second tap finds it answered: whatever the first one did is done.
        with suppress(AnsweredAlready):
            answer(charge, how)
        return HttpResponseSeeOther(back)
    context = {"charge": charge, "back": back, "is_open": charge.state == SandboxCharge.State.OPEN, "tests": FOR_TESTS}
    return render(request, "payments/sandbox.html", context)
