"""Report something to the moderators."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.moderation.forms import ReportForm
from community.moderation.reporting import report as report_verb
from community.moderation.targets import find_target
from community.posts.models import Comment
from config.kit.http import refusals_to, see_other
from config.kit.policies import allow, signed_in
from config.kit.toasts import say
from content.text.markdown import shortened


@require_http_methods(["GET", "HEAD", "POST"])
@allow(signed_in)
def report(request: HttpRequest) -> HttpResponse:
    """Say why what `target` names should not be here."""
    name = request.POST.get("target") or request.GET.get("target", "")
    target = find_target(request.user, name)
    if target is None:
        raise Http404
    place: Any = target.post if isinstance(target, Comment) else target
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            report_verb(request.user, target=target, **form.cleaned_data)
            say(request, _("Thank you. The moderators will look at it."))
            return see_other(place)
    excerpt = shortened(getattr(target, "text", "") or str(target), 120)
    context = {"form": form, "excerpt": excerpt, "name": name, "back": place.get_absolute_url()}
    return render(request, "moderation/report.html", context, status=400 if form.errors else 200)
