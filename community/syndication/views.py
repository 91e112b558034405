"""Feeds and the sitemap: files for programs, which ask again and again whether anything changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from community.syndication import feeds, sitemaps
from community.syndication.feeds import Atom, Rss, Source
from config.kit.policies import allow, anyone

View = Callable[..., HttpResponse]


def _feed(kind: type[Rss], load: Callable[..., Source]) -> View:
    """A view that answers with what `load` finds. Whoever asks again gets 304 while nothing changed."""

    @require_safe
    @conditional_page
    @cache_control(public=True, no_cache=True)
    @allow(anyone, load)
    def view(request: HttpRequest, source: Source) -> HttpResponse:
        answer: HttpResponse = kind(source)(request)
        return answer

    return view


store_atom, store_rss = _feed(Atom, feeds.store_source), _feed(Rss, feeds.store_source)
person_atom, person_rss = _feed(Atom, feeds.person_source), _feed(Rss, feeds.person_source)
group_atom, group_rss = _feed(Atom, feeds.group_source), _feed(Rss, feeds.group_source)
tag_atom, tag_rss = _feed(Atom, feeds.tag_source), _feed(Rss, feeds.tag_source)


@require_safe
@conditional_page
@cache_control(public=True, no_cache=True)
@allow(anyone)
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """Where the parts of the sitemap are."""
    return _xml(request, "sitemap_index.xml", {"sitemaps": sitemaps.parts()})


@require_safe
@conditional_page
@cache_control(public=True, no_cache=True)
@allow(anyone, sitemaps.part_of)
def sitemap_section(request: HttpRequest, part: sitemaps.Part) -> HttpResponse:
    """One part, a page of it: addresses that everybody may read."""
    return _xml(request, "sitemap.xml", {"urlset": part.addresses(request.GET.get("p", "1"))})


def _xml(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    from django.template.loader import render_to_string

    return HttpResponse(render_to_string(template, context), content_type="application/xml; charset=utf-8")
