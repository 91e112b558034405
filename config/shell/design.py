"""`/design/`: every component with its states, in the reader's theme and language."""

from __future__ import annotations

import segno
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe

from config.kit.policies import allow, anyone, staff
from config.shell import samples


@allow(anyone)
def design(request: HttpRequest) -> HttpResponse:
    """For builders: where DEBUG is on, and for staff."""
    if not (settings.DEBUG or staff(request.user)):
        raise Http404
    address = f"{settings.SITE_URL}/s/xiaoyu/"
    code = segno.make(address, error="m").svg_inline(scale=4, border=0, dark="#211d18", omitsize=True)
    context = samples.context() | {"address": address, "qr": mark_safe(code)}
    return render(request, "shell/design.html", context)
