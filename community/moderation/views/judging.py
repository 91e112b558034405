"""Appeals, for those who decide them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from community.groups.models import Group
from community.groups.showing import group_of
from community.moderation import registry
from community.moderation.appealing import decide_appeal, open_appeals
from community.moderation.forms import JudgeForm
from community.moderation.models import Appeal
from community.moderation.policies import appeals_judged_by, can_judge, can_keep_order
from community.moderation.recalling import with_words
from community.moderation.showing import frame
from community.moderation.targets import load_targets
from config.kit import cursors
from config.kit.http import read_or_send, refusals_to, see_other
from config.kit.policies import allow, staff
from config.kit.toasts import say

PAGE = 20


@never_cache
@require_safe
@allow(staff)
def site_appeals(request: HttpRequest) -> HttpResponse:
    """Appeals that wait for the staff."""
    return _appeals(request, None)


@never_cache
@require_safe
@allow(can_keep_order, group_of)
def group_appeals(request: HttpRequest, group: Group) -> HttpResponse:
    """Appeals against what was done in a group."""
    return _appeals(request, group)


def _appeals(request: HttpRequest, group: Group | None) -> HttpResponse:
    rows, cursor = cursors.oldest_page(open_appeals(request.user, group), request.GET.get("cursor"), PAGE)
    with_words([row.action for row in rows])
    context = frame(request.user, group, "appeals") | {"appeals": rows, "cursor": cursor}
    return render(request, "moderation/appeals.html", context)


def appeal_of(person: Any, reference: str) -> Appeal:
    """An appeal that the person may decide. Raises Http404."""
    rows = Appeal.objects.select_related("action__group", "action__owner", "action__target_type", "person__photo")
    return get_object_or_404(rows.filter(appeals_judged_by(person)), reference=reference)


@never_cache
@read_or_send
@allow(can_judge, appeal_of)
def appeal(request: HttpRequest, found: Appeal) -> HttpResponse:
    """What was done, what the person says, and the decision: `upheld` is 1 or 0."""
    form = JudgeForm(request.POST if request.method == "POST" else None)
    group = found.action.group
    up = reverse("mod_appeals") if staff(request.user) else reverse("group_mod_appeals", args=[group.slug])
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            upheld = request.POST.get("upheld") == "1"
            decide_appeal(request.user, appeal=found, upheld=upheld, answer=form.cleaned_data["answer"])
            say(request, _("Decided, and told."))
            return see_other(up)
    target = next(iter(load_targets([found.action]).values()), None)
    entry = registry.of_target(target) if target is not None else None
    action = with_words([found.action])[0]
    context = {"appeal": found, "action": action, "form": form, "back": up}
    # Where it is called nothing any more, it also says nothing any more.
    context["text"] = entry.text(target) if entry and target is not None and entry.title(target, action.at) else ""
    return render(request, "moderation/appeal.html", context, status=400 if form.errors else 200)
