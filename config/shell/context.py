"""What the frame around every page knows: language, theme, current tab, bell, own store."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.functional import cached_property
from django.utils.translation import get_language, get_supported_language_variant

THEMES = ("light", "dark")
THEME_COOKIE = "theme"
LANG_TAGS = {"zh-hans": "zh-Hans", "en": "en"}
OG_LOCALES = {"zh-Hans": "zh_CN", "en": "en_GB"}

# Which tab of the frame a path belongs to; the longest prefix that fits wins. A view may pass `tab` instead.
TABS = {
    "/groups/": "groups",
    "/g/": "groups",
    "/i/": "groups",
    "/stores/": "stores",
    "/s/": "stores",
    "/near/": "stores",
    "/search/": "stores",
    "/hail/": "centre",
    "/hails/": "centre",
    "/offers/": "centre",
    "/open/": "me",
    "/desk/": "me",
    "/me/": "me",
    "/settings/": "me",
    "/orders/": "me",
    "/purchases/": "me",
    "/account/": "me",
}


class Frame:
    """Read by base.html as `frame`; what costs a query is computed when it is first read."""

    def __init__(self, request: HttpRequest):
        self._request = request

    @cached_property
    def person(self) -> Any:
        """The signed-in person, or None."""
        user = getattr(self._request, "user", None)
        return user if user is not None and user.is_authenticated else None

    @cached_property
    def lang(self) -> str:
        """The page's BCP 47 tag for `<html lang>`."""
        return LANG_TAGS[get_supported_language_variant(get_language() or settings.LANGUAGE_CODE)]

    @cached_property
    def theme(self) -> str:
        """`light`, `dark`, or "" to follow the device."""
        chosen = self._request.COOKIES.get(THEME_COOKIE, "")
        return chosen if chosen in THEMES else ""

    @cached_property
    def tab(self) -> str:
        """`home`, `groups`, `centre` (hails), `stores`, `me` or "", from the path."""
        path = self._request.path
        if path == "/":
            return "home"
        return next((tab for prefix, tab in TABS.items() if path.startswith(prefix)), "")

    @cached_property
    def owns_store(self) -> bool:
        """Whether the reader has a store of their own (one query)."""
        if self.person is None:
            return False
        from shop.stores.models import Store

        return Store.objects.owned_by(self.person).exists()

    @cached_property
    def unread(self) -> int:
        """How many notifications the reader has not seen (one query)."""
        if self.person is None:
            return 0
        from community.notifications.models import Notification

        return Notification.objects.unread_count(self.person)

    @cached_property
    def url(self) -> str:
        """The page's own absolute address, without its query."""
        return f"{settings.SITE_URL}{self._request.path}"

    @cached_property
    def canonical(self) -> str:
        """The address under which this page is known; with its language where the address asks for one."""
        asked = self._request.GET.get("lang", "").lower()
        return f"{self.url}?lang={LANG_TAGS[asked]}" if asked in LANG_TAGS else self.url

    @cached_property
    def languages(self) -> list[tuple[str, str, str]]:
        """The page in each language: its BCP 47 tag, OpenGraph's name for it, and the address."""
        return [(tag, OG_LOCALES[tag], f"{self.url}?lang={tag}") for tag in LANG_TAGS.values()]

    @cached_property
    def og_locale(self) -> str:
        """OpenGraph's name for the page's language."""
        return OG_LOCALES[self.lang]

    @cached_property
    def sign_in(self) -> str:
        """Where a guest signs in and comes back here."""
        return f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': self.full_path})}"

    @cached_property
    def asks_who(self) -> bool:
        """Whether this page signs people in: it may stand between a form and its answer, whose draft is then kept."""
        return self._request.path.startswith("/account/")

    @cached_property
    def full_path(self) -> str:
        """Path and query, for coming back to this page."""
        return self._request.get_full_path()


def shell(request: HttpRequest) -> dict[str, Frame]:
    """Context processor: `frame`."""
    return {"frame": Frame(request)}
