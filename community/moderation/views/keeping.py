"""Where moderators work, on the site and in a group: the queue, a case, the log, hidden posts, unwanted words."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from community.groups.models import Group
from community.groups.showing import group_of
from community.moderation import queue
from community.moderation.acts import act_on, acts_for
from community.moderation.filtering import add_rule, can_set_words, remove_rule
from community.moderation.forms import ActForm, ReasonForm, WordForm
from community.moderation.models import Case, ModerationAction, WordRule
from community.moderation.policies import (
    acts_taken_back_by,
    can_handle,
    can_keep_order,
    can_keep_order_somewhere,
    can_take_back,
    cases_seen_by,
    is_standing,
    kept_by,
)
from community.moderation.recalling import with_words
from community.moderation.showing import frame, hidden_in
from community.moderation.undoing import take_back
from community.moderation.waiting import kept_page
from config.kit.http import read_or_send, refusals_to, see_other
from config.kit.policies import allow, staff
from config.kit.toasts import say


@never_cache
@require_safe
@allow(can_keep_order_somewhere)
def site_queue(request: HttpRequest) -> HttpResponse:
    """All that was reported, for the staff; for others who keep order the groups in which they do."""
    return _queue(request, None) if staff(request.user) else _groups(request)


@never_cache
@require_safe
@allow(can_keep_order_somewhere)
def kept_groups(request: HttpRequest) -> HttpResponse:
    """The groups that one keeps, with what waits in each."""
    return _groups(request)


def _groups(request: HttpRequest) -> HttpResponse:
    rows, cursor = kept_page(request.user, request.GET.get("cursor"))
    context = {"rows": rows, "cursor": cursor}
    if staff(request.user):
        context |= frame(request.user, None, "groups")
    return render(request, "moderation/groups.html", context)


@never_cache
@require_safe
@allow(can_keep_order, group_of)
def group_queue(request: HttpRequest, group: Group) -> HttpResponse:
    """What was reported in a group."""
    return _queue(request, group)


def _queue(request: HttpRequest, group: Group | None) -> HttpResponse:
    found, cursor = queue.page_of(queue.open_cases(request.user, group), request.GET.get("cursor"), request.user)
    context = frame(request.user, group, "queue") | {"items": found, "cursor": cursor}
    return render(request, "moderation/queue.html", context)


def case_of(person: Any, reference: str) -> Case:
    """A case that the person may handle. Raises Http404."""
    rows = Case.objects.select_related("target_type", "about__photo", "group", "settled_by")
    return get_object_or_404(rows.filter(cases_seen_by(person)), reference=reference)


@never_cache
@read_or_send
@allow(can_handle, case_of)
def case(request: HttpRequest, found: Case) -> HttpResponse:
    """What was reported, in its place, and what can be done about it: one tap chooses the act, one its reason."""
    item = queue.items([found], request.user)[0]
    offered = acts_for(request.user, found, item.target)
    name = request.POST.get("act") or request.GET.get("act", "")
    act = next((one for one in offered if one.name == name), None)
    given = request.POST if request.method == "POST" else None
    form = ActForm(act, request.user, about=found.about, group=found.group, data=given) if act else None
    if request.method == "POST" and form is not None and form.is_valid():
        with refusals_to(form):
            act_on(request.user, case=found, target=item.target, act=name, **form.choices)
            say(request, _("Done, and told."))
            return see_other(_up(request.user, found.group))
    context = {"case": found, "item": item, "acts": offered, "act": act, "form": form}
    context["back"] = _up(request.user, found.group)
    return render(request, "moderation/case.html", context, status=400 if request.method == "POST" else 200)


def _up(person: Any, group: Group | None) -> str:
    """The queue that the person came from: the staff's, or the group's."""
    return reverse("mod") if staff(person) or group is None else reverse("group_mod", args=[group.slug])


@never_cache
@require_safe
@allow(staff)
def site_log(request: HttpRequest) -> HttpResponse:
    """Everything that moderators did, searched by `q`."""
    return _log(request, None)


@never_cache
@require_safe
@allow(can_keep_order, group_of)
def group_log(request: HttpRequest, group: Group) -> HttpResponse:
    return _log(request, group)


def _log(request: HttpRequest, group: Group | None) -> HttpResponse:
    words = request.GET.get("q", "").replace("\x00", "").strip()[:60]
    rows, cursor = queue.log_page(request.user, group, words, request.GET.get("cursor"))
    context = frame(request.user, group, "log") | {"rows": rows, "cursor": cursor, "q": words}
    return render(request, "moderation/log.html", context)


def act_of(person: Any, reference: str) -> ModerationAction:
    """An act that the person could take back. Raises Http404."""
    rows = ModerationAction.objects.select_related("owner", "group", "actor", "target_type")
    return get_object_or_404(rows.filter(acts_taken_back_by(person)), reference=reference)


@never_cache
@read_or_send
@allow(can_take_back, act_of)
def lift(request: HttpRequest, action: ModerationAction) -> HttpResponse:
    """Take an act back, with a reason that is told."""
    form = ReasonForm(request.POST if request.method == "POST" else None)
    up = reverse("mod_log") if staff(request.user) else reverse("group_mod_log", args=[action.group.slug])
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            take_back(request.user, action=action, reason=form.cleaned_data["reason"])
            say(request, _("Taken back, and told."))
            return see_other(up)
    context = {"action": with_words([action])[0], "form": form, "back": up, "stands": is_standing(action)}
    return render(request, "moderation/lift.html", context, status=400 if form.errors else 200)


@never_cache
@require_safe
@allow(can_keep_order, group_of)
def group_hidden(request: HttpRequest, group: Group) -> HttpResponse:
    """Posts of the group that are hidden, with why."""
    rows, cursor = hidden_in(group, request.GET.get("cursor"))
    context = frame(request.user, group, "hidden") | {"posts": rows, "cursor": cursor}
    return render(request, "moderation/hidden.html", context)


@never_cache
@read_or_send
@allow(staff)
def site_words(request: HttpRequest) -> HttpResponse:
    """Words and websites that the site does not want."""
    return _words(request, None)


@never_cache
@read_or_send
@allow(can_keep_order, group_of)
def group_words(request: HttpRequest, group: Group) -> HttpResponse:
    """And those that a group does not want."""
    return _words(request, group)


def _words(request: HttpRequest, group: Group | None) -> HttpResponse:
    form = WordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            add_rule(request.user, group=group, **form.cleaned_data)
            say(request, _("On the list."))
            return see_other(request.path)
    rules = WordRule.objects.filter(group=group).order_by("text")
    context = frame(request.user, group, "words") | {"form": form, "rules": rules}
    return render(request, "moderation/words.html", context, status=400 if form.errors else 200)


def rule_of(person: Any, reference: str) -> WordRule:
    """A rule that the person may take off. Raises Http404."""
    rules = WordRule.objects.select_related("group")
    return get_object_or_404(rules if staff(person) else rules.filter(kept_by(person)), reference=reference)


def may_remove(person: Any, rule: WordRule) -> bool:
    return can_set_words(person, rule.group)


@require_POST
@allow(may_remove, rule_of)
def word_remove(request: HttpRequest, rule: WordRule) -> HttpResponse:
    group = rule.group
    remove_rule(request.user, rule=rule, reason=request.POST.get("reason", ""))
    say(request, _("Off the list."))
    return see_other(reverse("group_mod_words", args=[group.slug]) if group else reverse("mod_words"))
