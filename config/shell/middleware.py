"""The reader's session, language and zone for the length of a request."""

from __future__ import annotations

import zoneinfo
from collections.abc import Callable
from datetime import UTC, tzinfo
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import get_user
from django.contrib.sessions.middleware import SessionMiddleware as DjangoSessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.middleware.locale import LocaleMiddleware as DjangoLocaleMiddleware
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers

TIMEZONE_COOKIE = "timezone"


class SessionMiddleware(DjangoSessionMiddleware):
    """Django's, but a session that is not there is no reason to take the browser's cookie away.

    Signing in gives the session a new key. Of a page's other requests some may still carry the old one; if their
    answers, which come last, deleted the cookie, whoever just signed in would be signed out. Signing out empties the
    session of its own request, and deletes the cookie as before.
    """

    def process_request(self, request: HttpRequest) -> None:
        # A quoted cookie can hold any sign, also one that no database takes; a key of ours has letters and digits.
        if not request.COOKIES.get(settings.SESSION_COOKIE_NAME, "").isalnum():
            request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
        super().process_request(request)

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        session = getattr(request, "session", None)
        if session is not None and session.is_empty() and not session.modified:
            if session.accessed:
                patch_vary_headers(response, ("Cookie",))
            return response
        return super().process_response(request, response)


def _person(request: HttpRequest) -> Any:
    """The signed-in person, or None; only who has a session costs a query, and only once a request."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    person = get_user(request)
    return person if person.is_authenticated else None


class LocaleMiddleware(DjangoLocaleMiddleware):
    """The language that the address asks for (`?lang=en`, as a search engine's link may), else that of the switch
    (a cookie), else the person's own, else the browser's."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        asked = request.GET.get("lang", "").lower()
        if asked in dict(settings.LANGUAGES):
            translation.activate(asked)
            request.LANGUAGE_CODE = translation.get_language()
            return
        if settings.LANGUAGE_COOKIE_NAME in request.COOKIES:
            return
        language = getattr(_person(request), "language", "")
        if language in dict(settings.LANGUAGES):
            translation.activate(language)
            request.LANGUAGE_CODE = translation.get_language()


def zone(name: str) -> zoneinfo.ZoneInfo | None:
    """The zone of that IANA name; None for anything else, whatever a cookie holds."""
    if not name or name not in zoneinfo.available_timezones():
        return None
    return zoneinfo.ZoneInfo(name)


class TimezoneMiddleware:
    """Times in the zone that the person chose, else the one that the browser told (a cookie), else the site's.

    Programs get theirs in UTC.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with timezone.override(UTC if request.path_info.startswith("/api/") else self.here(request)):
            return self.get_response(request)

    def here(self, request: HttpRequest) -> tzinfo:
        """The reader's zone."""
        chosen = zone(getattr(_person(request), "time_zone", "")) or zone(request.COOKIES.get(TIMEZONE_COOKIE, ""))
        return chosen or timezone.get_default_timezone()
