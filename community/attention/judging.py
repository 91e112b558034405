"""Let held words pass, or give them back with a reason: the pages of those who keep order in a group or on the site."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from community.attention import screening
from community.drafts.holding import refuse, release
from community.drafts.models import Draft
from community.drafts.policies import can_release
from community.groups.models import Group
from community.moderation.showing import frame
from config.kit.http import read_or_send, refusals_to, see_other
from config.kit.policies import allow, staff
from config.kit.toasts import say


class RefusalForm(forms.Form):
    """Why the words do not belong here; their author reads it."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=200, help_text=gettext_lazy("The person concerned will read this.")
    )


@never_cache
@require_safe
@allow(screening.keeps, screening.group_to_keep)
def held(request: HttpRequest, group: Group) -> HttpResponse:
    """What is held back from the group."""
    return _held(request, group)


@never_cache
@require_safe
@allow(staff)
def site_held(request: HttpRequest) -> HttpResponse:
    """What is held back anywhere: on the site, in stores' and people's channels, and in groups."""
    return _held(request, None)


def _held(request: HttpRequest, group: Group | None) -> HttpResponse:
    rows, cursor = screening.held_page(request.user, group, request.GET.get("cursor"))
    context = frame(request.user, group, "held") | {"rows": rows, "cursor": cursor}
    return render(request, "attention/held.html", context)


@require_POST
@allow(can_release, screening.draft_to_judge)
def let_pass(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Publish it as its author's, in one tap."""
    release(request.user, draft=draft, reason=_("It belongs here."))
    say(request, _("Released: it is published now."))
    return see_other(queue_of(request, draft))


@read_or_send
@allow(can_release, screening.draft_to_judge)
def give_back(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Back to its author, with a reason."""
    form = RefusalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            refuse(request.user, draft=draft, reason=form.cleaned_data["reason"])
            say(request, _("Given back, with your reason."))
            return see_other(queue_of(request, draft))
    context = {"form": form, "draft": draft, "back": queue_of(request, draft)}
    return render(request, "attention/give_back.html", context, status=400 if form.errors else 200)


def queue_of(request: HttpRequest, draft: Draft) -> str:
    """Where the next one waits: in the queue of the site for whoever came from it (`queue=site`), or of the group."""
    group = draft.channel.group
    if group is None or (request.GET.get("queue") == "site" and staff(request.user)):
        return reverse("mod_held")
    return reverse("group_held", args=[group.slug])
