"""Vote in the poll of a post."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from community.polls import voting
from community.polls.models import Poll
from community.polls.policies import can_vote
from community.posts.marking import NOTHING, marks_of
from community.posts.showing import post_of
from config.kit.errors import Invalid
from config.kit.http import back_to
from config.kit.policies import allow


def poll_of(person: Any, reference: str) -> Poll:
    """The poll of the post with that reference, if the person may read it. Raises Http404."""
    post = post_of(person, reference)
    poll = getattr(post, "poll", None)
    if poll is None:
        raise Http404
    return poll


@require_POST
@allow(can_vote, poll_of)
def vote(request: HttpRequest, poll: Poll) -> HttpResponse:
    """Let one's votes be the options chosen; `take_back` leaves none. htmx gets the poll as it is now."""
    chosen = [] if "take_back" in request.POST else request.POST.getlist("option")
    if not chosen and "take_back" not in request.POST:
        raise Invalid(_("Choose an option."), field="option", code="missing")
    positions = {int(given) if given.isascii() and given.isdigit() and len(given) < 3 else 0 for given in chosen}
    voting.vote(request.user, poll=poll, positions=positions)
    if not request.headers.get("HX-Request"):
        return back_to(request, poll.post)
    marks = marks_of([poll.post], request.user).get(poll.post_id, NOTHING)
    return render(request, "polls/poll.html", {"poll": marks.poll, "post": poll.post, "can_vote": True})
