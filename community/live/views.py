from __future__ import annotations

from typing import Any

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, StreamingHttpResponse

from community.live.admitting import admit
from community.live.streaming import stream
from config.kit.policies import signed_in


async def live(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """The stream of what moves for the signed-in person. 401 for guests; 204, no stream, where WSGI serves it."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    if not isinstance(request, ASGIRequest):
        return HttpResponse(status=204 if await sync_to_async(_is_in)(request) else 401)
    session_key = request.session.session_key or ""
    admission = await admit(session_key)
    if admission is None or request.method == "HEAD":
        return HttpResponse(status=401 if admission is None else 204)
    response = StreamingHttpResponse(stream(session_key, admission), content_type="text/event-stream")
    response["Cache-Control"] = "no-store, no-transform"
    # Proxies of the nginx kind would otherwise hold the words back until a buffer is full.
    response["X-Accel-Buffering"] = "no"
    return response


# What `@allow` says of other views; it looks at the person itself, which an event loop must not wait for.
live.rule = signed_in  # type: ignore[attr-defined]
live.load = None  # type: ignore[attr-defined]


def _is_in(request: Any) -> bool:
    return signed_in(request.user)
