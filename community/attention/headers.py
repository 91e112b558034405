"""Answers say how limits stand: `RateLimit-Policy` and `RateLimit` (draft-ietf-httpapi-ratelimit-headers), and
`Retry-After` with a 429."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from community.attention.telling import Told, listening

# How a page answers a form that it shows again, with what was typed and the error beside it.
SHOWN_AGAIN = (400, 422)


class RateLimitMiddleware:
    """Writes what the request spent, or ran into, on its answer; a form shown again because of a limit is a 429."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with listening() as told:
            response = self.get_response(request)
        if told:
            # htmx puts a form that comes back in its place by its status.
            say(response, told, keep_status=bool(request.headers.get("HX-Request")))
        return response


def say(response: HttpResponse, told: Mapping[str, Told], *, keep_status: bool = False) -> None:
    """Put the headers of all limits in `told` on the response."""
    now = timezone.now()
    response["RateLimit-Policy"] = ", ".join(f'"{name}";q={at.limit};w={at.seconds}' for name, at in told.items())
    response["RateLimit"] = ", ".join(
        f'"{name}";r={at.remaining};t={_wait(at.resets_at, now)}' for name, at in told.items()
    )
    reached = [at.resets_at for at in told.values() if at.is_reached]
    if reached and response.status_code in SHOWN_AGAIN and not keep_status:
        response.status_code = 429
        response.reason_phrase = "Too Many Requests"
    if reached and response.status_code == 429:
        response["Retry-After"] = str(_wait(max(reached), now))


def _wait(until: datetime, now: datetime) -> int:
    return max(1, math.ceil((until - now).total_seconds()))
