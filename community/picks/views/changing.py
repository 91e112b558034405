"""Picking, and keeping one's lists."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from community.picks import listing, picking, showing
from community.picks.forms import ListForm, PickForm, WhyForm
from community.picks.models import Pick, PickList
from community.picks.policies import can_edit_list, can_edit_pick, can_pick, can_unpick, owns_list
from community.trust.topics import topics_of_products, topics_of_stores
from config.kit.http import read_or_send, refusals_to, see_other
from config.kit.policies import allow
from config.kit.toasts import say
from shop.stores.models import Store


@read_or_send
@allow(can_pick)
def new(request: HttpRequest) -> HttpResponse:
    """Begin a list."""
    form = ListForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            made = listing.make_list(request.user, **form.cleaned_data)
            say(request, _("Your list stands. Open what you would recommend, and pick it."))
            return see_other(made)
    context = {"form": form, "back": reverse("person_picks", args=[request.user.get_username()])}
    return render(request, "picks/new.html", context, status=400 if form.errors else 200)


@read_or_send
@allow(can_edit_list, showing.list_of)
def edit(request: HttpRequest, picks: PickList) -> HttpResponse:
    """What the list says of itself, and the order of what stands on it."""
    form = ListForm(request.POST) if request.method == "POST" else ListForm.of(picks)
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            listing.edit_list(request.user, picks=picks, **form.cleaned_data)
            say(request, _("Saved."))
            return see_other(picks)
        picks.refresh_from_db()
    context = {"form": form, "picks": picks, "things": showing.picked_on(picks, request.user)}
    return render(request, "picks/edit.html", context, status=400 if form.errors else 200)


@require_POST
@allow(can_edit_list, showing.list_of)
def order(request: HttpRequest, picks: PickList) -> HttpResponse:
    """Move one pick (`up` or `down` is its reference) by a place."""
    standing = [pick.reference for pick in Pick.objects.filter(list=picks, withdrawn_at=None)]
    up, down = request.POST.get("up", ""), request.POST.get("down", "")
    moved = up or down
    if moved not in standing:
        raise Http404
    at = standing.index(moved)
    to = max(0, at - 1) if up else min(len(standing) - 1, at + 1)
    standing.insert(to, standing.pop(at))
    picking.reorder(request.user, picks=picks, order=standing)
    return see_other(f"{_edit_url(picks)}#pick-{moved}")


@require_POST
@allow(owns_list, showing.list_of)
def delete(request: HttpRequest, picks: PickList) -> HttpResponse:
    listing.delete_list(request.user, picks=picks)
    undo = reverse("pick_list_restore", args=[picks.person.username, picks.slug])
    say(request, _("The list %(title)s is gone.") % {"title": picks.title}, undo=undo)
    return see_other(reverse("person_picks", args=[picks.person.username]))


@require_POST
@allow(owns_list, showing.deleted_list)
def restore(request: HttpRequest, picks: PickList) -> HttpResponse:
    listing.restore_list(request.user, picks=picks)
    return see_other(picks)


@read_or_send
@allow(can_pick)
def add(request: HttpRequest) -> HttpResponse:
    """Pick the store or product that the address names."""
    named = {name: request.GET.get(name, "") for name in ("product", "store")}
    subject = showing.subject_named(request.user, **named)
    if subject is None:
        raise Http404
    lists = own_lists(request.user)
    form = PickForm(request.POST or None, lists=lists, topic=topic_of(subject))
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            made = _picked(request.user, form, subject)
            said = _("%(name)s stands on your list %(list)s.") % {"name": subject, "list": made.list}
            say(request, said, undo=reverse("pick_remove", args=[made.reference]))
            return see_other(f"{made.list.get_absolute_url()}#pick-{made.reference}")
    context = {"form": form, "subject": subject, "picture": _picture(subject), "has_lists": bool(lists)}
    return render(request, "picks/add.html", context, status=400 if form.errors else 200)


@transaction.atomic
def _picked(person: Any, form: PickForm, subject: Any) -> Pick:
    """The pick, on a list that is begun for it where none was chosen: both or neither."""
    words = form.cleaned_data
    picks = form.picks or listing.make_list(person, title=words["title"], topic=words["topic"])
    return picking.pick(person, picks=picks, subject=subject, **form.words)


@read_or_send
@allow(can_edit_pick, showing.pick_of)
def why(request: HttpRequest, pick: Pick) -> HttpResponse:
    """Say otherwise why it stands there."""
    form = WhyForm(request.POST) if request.method == "POST" else WhyForm.of(pick)
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            picking.edit_pick(request.user, pick=pick, **form.words)
            say(request, _("Saved."))
            return see_other(f"{pick.list.get_absolute_url()}#pick-{pick.reference}")
    context = {"form": form, "subject": pick.subject, "pick": pick, "picture": _picture(pick.subject)}
    return render(request, "picks/add.html", context, status=400 if form.errors else 200)


@require_POST
@allow(can_unpick, showing.pick_of)
def remove(request: HttpRequest, pick: Pick) -> HttpResponse:
    picking.unpick(request.user, pick=pick)
    undo = reverse("pick_put_back", args=[pick.reference])
    say(request, _("%(name)s is off your list.") % {"name": pick.subject}, undo=undo)
    return see_other(pick.list)


@require_POST
@allow(can_edit_pick, showing.withdrawn_pick)
def back(request: HttpRequest, pick: Pick) -> HttpResponse:
    picking.put_back(request.user, pick=pick)
    return see_other(pick.list)


def own_lists(person: Any) -> list[PickList]:
    """The person's lists that others may see, the latest changed first. One query."""
    mine = PickList.objects.filter(person=person, deleted_at=None, hidden_at=None)
    return list(mine.select_related("topic", "person"))


def topic_of(subject: Any) -> str:
    """The topic that a list for it would have; "" where it has none."""
    found = (topics_of_stores if isinstance(subject, Store) else topics_of_products)([subject.pk])
    return found[subject.pk].name if subject.pk in found else ""


def _picture(subject: Any) -> Any:
    return subject.photo if isinstance(subject, Store) else subject.picture


def _edit_url(picks: PickList) -> str:
    return reverse("pick_list_edit", args=[picks.person.username, picks.slug])
