"""Small things that views share: answers after a change, refusals, idempotency keys."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render, resolve_url
from django.utils import timezone
from django.utils.http import parse_http_date_safe, url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from config.kit.errors import DomainError

KEY_LENGTH = 64

# For a view that shows a form and takes it.
read_or_send = require_http_methods(["GET", "HEAD", "POST"])


class HttpResponseSeeOther(HttpResponseRedirect):
    """303: the change is done, read its result there. A reload does not repeat it."""

    status_code = 303


def see_other(to: Any) -> HttpResponse:
    """Answer a successful POST with where its result is."""
    return HttpResponseSeeOther(resolve_url(to))


def back_to(request: HttpRequest, fallback: Any) -> HttpResponse:
    """Answer a POST with the page it came from: the form's `next`, the referrer, or `fallback`."""
    for url in (request.POST.get("next", ""), request.headers.get("Referer", "")):
        if url and url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure()):
            return HttpResponseSeeOther(url)
    return see_other(fallback)


def retry_after(value: str | None, *, most: timedelta) -> timedelta | None:
    """How long another server asks to be left alone in `Retry-After`: seconds, or a date of HTTP (RFC 9110, 10.2.3).

    At most `most`, and nothing where the date has passed; None where it does not say, or says it in no such words.
    """
    said = (value or "").strip()
    if said.isascii() and said.isdigit():
        # Longer numbers are longer than anybody waits.
        seconds = float(said[:12])
    else:
        moment = parse_http_date_safe(said)
        if moment is None:
            return None
        seconds = moment - timezone.now().timestamp()
    return timedelta(seconds=max(0.0, min(seconds, most.total_seconds())))


def idempotency_key(request: HttpRequest) -> str:
    """The key a form or an API client sent so that a repeated submission is recognised; "" if none."""
    return clean_key(request.headers.get("Idempotency-Key") or request.POST.get("key", ""))


def posted_version(request: HttpRequest) -> int:
    """Which version of what may change the form was made of, by its field "version"; 0 where it does not say."""
    said = request.POST.get("version", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 6 else 0


def clean_key(sent: str) -> str:
    """An idempotency key that any database takes: signs that print, as many as its column holds."""
    return "".join(sign for sign in sent if sign.isprintable())[:KEY_LENGTH]


@contextmanager
def refusals_to(form: BaseForm) -> Iterator[None]:
    """Turn a verb's refusal into an error of `form`, at its field where the form has it."""
    try:
        yield
    except DomainError as error:
        form.add_error(error.field if error.field in form.fields else None, str(error))


class DomainErrorMiddleware:
    """A refusal that no view handled: a message and the page it came from, or a page that says so."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, DomainError):
            return None
        if request.headers.get("Accept", "").startswith("application/json"):
            return JsonResponse({"code": error.code, "detail": str(error), "field": error.field}, status=error.status)
        referrer = request.headers.get("Referer", "")
        same_site = url_has_allowed_host_and_scheme(referrer, {request.get_host()}, require_https=request.is_secure())
        if request.method == "POST" and same_site and error.status != 403 and not request.headers.get("HX-Request"):
            messages.error(request, str(error))
            return HttpResponseSeeOther(referrer)
        response = render(request, "refused.html", {"error": error}, status=error.status)
        if request.headers.get("HX-Request"):
            # Nothing of it takes a place on the page, so its words come as a toast.
            response["HX-Trigger"] = json.dumps({"toast": {"text": str(error), "kind": "error"}})
        return response
