"""The feeds as pages: home, a tag, a place, what was missed, and whether there is more by now."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from community.channels.channels import channel_key, find_channel
from community.discovery.nearby import CHOICES, place_names
from community.discovery.whereabouts import here_of, within_of
from community.feeds.channels import channel_new_since
from community.feeds.home import COUNTED, home_page, new_since
from community.feeds.missing import gather, missed
from community.feeds.nearby import near_new_since, near_page
from community.feeds.tags import find_tag, tag_new_since, tag_page
from community.feeds.visits import last_absence, note_visit
from community.groups.models import Group
from community.hail.showing import latest_open
from community.people.landing import landing
from community.suggestions.suggesting import suggestions
from config.kit.policies import allow, anyone, signed_in
from config.kit.references import new_reference
from content.text.marks import tag_slug

ASIDE, SUGGESTED = 6, 3


@never_cache
@require_safe
@allow(anyone)
def home(request: HttpRequest) -> HttpResponse:
    """What one's groups, stores and people say; for guests what Qunpu is."""
    person: Any = request.user
    if not person.is_authenticated:
        return landing(request)
    cursor = request.GET.get("cursor")
    page = home_page(person, cursor=cursor)
    context: dict[str, Any] = {"page": page}
    if not cursor:
        absence = note_visit(person, page.items[0].post.pk if page.items else 0)
        context |= {"missed": missed(person, absence) if absence else None, "channel": channel_key(person)}
        context |= {"key": new_reference(), "groups": _groups(person), "hail": latest_open(person)}
        context["suggested"] = [] if page.items else suggestions(person, most=SUGGESTED)
    return render(request, "feeds/home.html", context)


def _groups(person: Any) -> list[Group]:
    return list(Group.objects.joined_by(person).select_related("photo")[:ASIDE])


@never_cache
@require_safe
@allow(signed_in)
def what_was_missed(request: HttpRequest) -> HttpResponse:
    """What was said while one was away, source by source, and what of it was meant for oneself."""
    absence = last_absence(request.user)
    gathering = gather(request.user, absence) if absence else None
    return render(request, "feeds/what_was_missed.html", {"gathering": gathering, "tab": "home"})


@never_cache
@require_safe
@allow(anyone)
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    """What is said under a tag. A tag that nobody used looks like one of which the reader may read nothing."""
    slug = tag_slug(slug.replace("\x00", ""))
    if not slug:
        raise Http404
    found = find_tag(slug)
    page = tag_page(found, request.user, cursor=request.GET.get("cursor"))
    name = found.name if page.items else slug
    url = request.build_absolute_uri(reverse("tag", args=[slug]))
    context = {"page": page, "tag_name": name, "tag_slug": slug, "tag_url": url, "tab": "home"}
    return render(request, "feeds/tag.html", context)


@never_cache
@require_safe
@allow(anyone)
def near_posts(request: HttpRequest) -> HttpResponse:
    """What stores and public groups say around the place where the reader says to be."""
    here, metres = here_of(request.session), within_of(request.session)
    context: dict[str, Any] = {"here": here, "metres": metres, "choices": CHOICES}
    if here:
        context["page"] = near_page(request.user, here.place, metres, cursor=request.GET.get("cursor"))
    else:
        context["names"] = place_names(request.user)
    return render(request, "feeds/near.html", context)


@never_cache
@require_safe
@allow(anyone)
def new_posts(request: HttpRequest) -> HttpResponse:
    """How many posts came after `since` (what a page calls its newest), in the feed or the channel that is named, or
    at home; 204 for none."""
    since, key, feed = (request.GET.get(name, "") for name in ("since", "channel", "feed"))
    if feed:
        count = _new_in(request, feed, since)
    elif key:
        channel = find_channel(request.user, key)
        count = channel_new_since(channel, request.user, since) if channel else 0
    else:
        count = new_since(request.user, since)
    if not count:
        return HttpResponse(status=204)
    return render(request, "feeds/new_count.html", {"count": min(count, COUNTED), "more": count > COUNTED})


def _new_in(request: HttpRequest, feed: str, since: str) -> int:
    """How many came to a feed that is neither home nor a channel's."""
    kind, _colon, name = feed.partition(":")
    if kind == "tag":
        return tag_new_since(find_tag(name), request.user, since)
    here = here_of(request.session) if kind == "near" else None
    return near_new_since(request.user, here.place, within_of(request.session), since) if here else 0
