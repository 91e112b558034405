"""What a browser session remembers while someone shows who they are."""

from __future__ import annotations

import time
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth import login, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from community.entry.entering import refuse_suspended
from community.entry.limits import origin_of
from community.entry.models import OneTimeCode
from community.people.contacts import Contact
from community.people.models import Person
from community.people.signing_in import BACKEND

CONFIRMED_FOR = 15 * 60
_CONFIRMED = "confirmed_at"


def origin(request: HttpRequest) -> str:
    """The digest by which requests of one network address are counted."""
    return origin_of(request.META.get("REMOTE_ADDR", ""))


def next_of(request: HttpRequest) -> str:
    """Where the reader wanted to go: a page of this site, or ""."""
    url = request.POST.get("next") or request.GET.get("next") or ""
    # A bare word would be taken for the name of a route.
    if "/" in url and url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure()):
        return url
    return ""


def with_next(url_name: str, target: str) -> str:
    """The address of a route that will lead on to `target`."""
    path = reverse(url_name)
    return f"{path}?{urlencode({'next': target})}" if target else path


def remember_code(request: HttpRequest, code: OneTimeCode) -> None:
    """This session waits for `code`; one at a time for each purpose."""
    request.session[f"code:{code.purpose}"] = [code.reference, code.kind, code.value]


def awaited_code(request: HttpRequest, purpose: OneTimeCode.Purpose) -> tuple[str, Contact] | None:
    """The reference of the code that this session waits for, and where it went."""
    held = request.session.get(f"code:{purpose}")
    if not held:
        return None
    reference, kind, value = held
    return reference, Contact(kind, value)


def forget_code(request: HttpRequest, purpose: OneTimeCode.Purpose) -> None:
    request.session.pop(f"code:{purpose}", None)


def sign_in(request: HttpRequest, person: Person) -> None:
    """Give the session to someone who has just shown who they are. Raises Suspended."""
    refuse_suspended(person)
    login(request, person, backend=BACKEND)
    mark_confirmed(request)


def mark_confirmed(request: HttpRequest) -> None:
    """The person of this session has just shown that it is them."""
    request.session[_CONFIRMED] = int(time.time())


def is_confirmed(request: HttpRequest) -> bool:
    """Whether they did so within the last quarter of an hour."""
    return time.time() - request.session.get(_CONFIRMED, 0) < CONFIRMED_FOR


def keep_session(request: HttpRequest, person: Person) -> None:
    """Let this session live on after what ends the person's others (a new password, a proven contact)."""
    update_session_auth_hash(request, person)


def confirmed_first(view: Any) -> Any:
    """Before what only the person themselves may do, have them show that it is them."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if is_confirmed(request):
            return view(request, *args, **kwargs)
        return redirect(with_next("account_reauthenticate", request.path))

    return guarded
