"""The route of the stream, for the rules that are declared on it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from config.kit.policies import allow, signed_in


@never_cache
@require_safe
@allow(signed_in)
def live(request: HttpRequest) -> HttpResponse:
    """What `/live/` answers where WSGI serves it: no stream. Its own application is `community.live.serving`."""
    return HttpResponse(status=204)
