from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from community.channels.channels import channel_key, find_channel
from community.feeds.channels import channel_new_since
from community.feeds.home import COUNTED, home_page, new_since
from community.feeds.visits import missed
from community.groups.models import Group
from community.people.landing import landing
from config.kit.policies import allow, anyone
from config.kit.references import new_reference

ASIDE = 6


@never_cache
@require_http_methods(["GET", "HEAD"])
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
        newest = page.items[0].post.pk if page.items else 0
        context |= {"missed": missed(request.session, person, newest), "channel": channel_key(person)}
        context |= {"key": new_reference(), "groups": _groups(person)}
    return render(request, "feeds/home.html", context)


def _groups(person: Any) -> list[Group]:
    return list(Group.objects.joined_by(person).select_related("photo")[:ASIDE])


@never_cache
@require_http_methods(["GET", "HEAD"])
@allow(anyone)
def new_posts(request: HttpRequest) -> HttpResponse:
    """How many posts came after `since` (what a page calls its newest), in one channel or at home; 204 for none."""
    since, key = request.GET.get("since", ""), request.GET.get("channel", "")
    channel = find_channel(request.user, key) if key else None
    if key:
        count = channel_new_since(channel, request.user, since) if channel else 0
    else:
        count = new_since(request.user, since)
    if not count:
        return HttpResponse(status=204)
    return render(request, "feeds/new_count.html", {"count": min(count, COUNTED), "more": count > COUNTED})
