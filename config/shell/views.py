"""Pages of the frame itself: switches, installation on a phone, offline, and when something is wrong."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_POST

from config.kit.http import back_to
from config.kit.policies import allow, anyone
from config.shell.context import THEME_COOKIE, THEMES

A_YEAR = 365 * 24 * 60 * 60


def _remember(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(name, value, max_age=A_YEAR, samesite="Lax", secure=settings.SECURE, path="/")


@require_POST
@allow(anyone)
def set_language(request: HttpRequest) -> HttpResponse:
    """Remember the language in a cookie and, for a member, on the person; back to the page it came from."""
    response = back_to(request, "/")
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        _remember(response, settings.LANGUAGE_COOKIE_NAME, language)
        if request.user.is_authenticated:
            get_user_model().objects.filter(pk=request.user.pk).update(language=language)
    return response


@require_POST
@allow(anyone)
def set_theme(request: HttpRequest) -> HttpResponse:
    """Remember light or dark in a cookie; anything else follows the device again."""
    response = back_to(request, "/")
    theme = request.POST.get("theme", "")
    if theme in THEMES:
        _remember(response, THEME_COOKIE, theme)
    else:
        response.delete_cookie(THEME_COOKIE)
    return response


@require_GET
@allow(anyone)
@cache_control(max_age=3600)
def manifest(request: HttpRequest) -> HttpResponse:
    """The web app manifest, in the reader's language."""
    icons = [
        {"src": static(f"icons/{name}.png"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
        for name, size, purpose in (
            ("icon-192", 192, "any"),
            ("icon-512", 512, "any"),
            ("maskable-512", 512, "maskable"),
        )
    ]
    body = {
        "id": "/",
        "name": _("Qunpu"),
        "short_name": _("Qunpu"),
        "description": _("Open a store in a minute, and buy from people you know."),
        "lang": request.LANGUAGE_CODE,
        "start_url": "/?from=home-screen",
        "scope": "/",
        "display": "standalone",
        "background_color": "#faf8f4",
        "theme_color": "#faf8f4",
        "icons": icons,
        "shortcuts": [
            {"name": _("Notifications"), "url": "/bell/"},
            {"name": _("My desk"), "url": "/desk/"},
        ],
    }
    response = JsonResponse(body, json_dumps_params={"ensure_ascii": False})
    response["Content-Type"] = "application/manifest+json"
    return response


@require_GET
@allow(anyone)
@cache_control(no_cache=True)
def service_worker(request: HttpRequest) -> HttpResponse:
    """The service worker; it stands at the root so that its scope is the whole site."""
    # Another language or theme is another worker, which keeps the offline page anew.
    dress = [static("css/components.css"), static("css/base.css"), static("js/app.js"), request.LANGUAGE_CODE]
    theme = request.COOKIES.get(THEME_COOKIE, "")
    version = hashlib.blake2s("|".join([*dress, theme]).encode()).hexdigest()[:12]
    response = render(request, "shell/sw.js", {"version": version}, content_type="text/javascript")
    response["Service-Worker-Allowed"] = "/"
    return response


@require_GET
@allow(anyone)
def offline(request: HttpRequest) -> HttpResponse:
    """What the service worker shows when the network is gone; it says nothing of the reader."""
    return render(request, "shell/offline.html")


@require_GET
@allow(anyone)
@cache_control(max_age=86400)
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers need not read."""
    closed = (
        "/account/", "/admin/", "/bag/", "/bell/", "/checkout/", "/desk/", "/drafts/", "/i/", "/live/", "/me/",
        "/missed/", "/mod/", "/new/", "/orders/", "/pay/", "/post/", "/purchases/", "/saved/", "/settings/",
    )  # fmt: skip
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), f"Sitemap: {settings.SITE_URL}/sitemap.xml"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_GET
@allow(anyone)
@cache_control(max_age=86400)
def favicon(request: HttpRequest) -> HttpResponse:
    """`/favicon.ico` for clients that ask without reading the page."""
    response = HttpResponse(status=302)
    response["Location"] = static("icons/icon-192.png")
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: what came in could not be read."""
    return render(request, "400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the reader may not see or do this."""
    return render(request, "403.html", status=403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing here, or nothing that the reader may see."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: without database, session or context processors, for any of them may be what failed."""
    theme = request.COOKIES.get(THEME_COOKIE, "")
    context = {"lang": "en" if get_language() == "en" else "zh-Hans", "theme": theme if theme in THEMES else ""}
    return HttpResponse(render_to_string("500.html", context), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose token is missing or old: the way back, with nothing lost."""
    return render(request, "403_csrf.html", status=403)
