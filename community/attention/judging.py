"""Let held posts pass, or give them back with a reason: the pages of those who keep order in a group."""

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
from config.kit.http import read_or_send, refusals_to, see_other
from config.kit.policies import allow
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
    context = {"group": group, "rows": screening.held_in(request.user, group)}
    return render(request, "attention/held.html", context)


@require_POST
@allow(can_release, screening.draft_to_judge)
def let_pass(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Publish it as its author's, in one tap."""
    release(request.user, draft=draft, reason=_("It belongs here."))
    say(request, _("Released: it is published now."))
    return see_other_held(draft)


@read_or_send
@allow(can_release, screening.draft_to_judge)
def give_back(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Back to its author, with a reason."""
    form = RefusalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            refuse(request.user, draft=draft, reason=form.cleaned_data["reason"])
            say(request, _("Given back, with your reason."))
            return see_other_held(draft)
    context = {"form": form, "draft": draft}
    return render(request, "attention/give_back.html", context, status=400 if form.errors else 200)


def see_other_held(draft: Draft) -> HttpResponse:
    """Where the next one waits; the staff may also judge what is for no group."""
    group = draft.channel.group
    return see_other(reverse("group_held", args=[group.slug]) if group else draft.channel)
