"""Opening a store in three screens, signed in or not."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from community.entry.session import origin
from community.opening.carrying import carry, draft_of, put_down
from community.opening.forms import ContactForm, GoodsForm, StepForm, StoreForm
from community.opening.limiting import count_newcomer, count_photo
from community.opening.opening import open_as_newcomer, was_just_opened_with
from community.people.contacts import parse_contact
from community.people.joining import ContactTaken
from community.people.signing_in import let_in
from config.kit.errors import DomainError
from config.kit.http import read_or_send, see_other
from config.kit.money import Money, parse_money
from config.kit.policies import allow, anyone
from content.pictures.ingesting import take_picture
from content.pictures.models import Picture
from shop.stores.drafts import find_draft, first_unfinished_step, save_draft
from shop.stores.limiting import kept_from_selling
from shop.stores.models import Store, StoreDraft
from shop.stores.opening import open_from_draft

FORMS: dict[int, type[StepForm]] = {1: GoodsForm, 2: StoreForm, 3: ContactForm}


@never_cache
@read_or_send
@allow(anyone)
def screen(request: HttpRequest, step: int = 1) -> HttpResponse:
    """One screen. What was typed is kept first and judged then; who is not that far is led back.

    Raises what keeps somebody from selling.
    """
    if step not in FORMS:
        raise Http404
    if request.method == "POST":
        return _sent(request, step)
    refused = kept_from_selling(request.user)
    if refused is not None:
        raise refused
    draft = draft_of(request)
    reached = first_unfinished_step(draft)
    if step > reached:
        return see_other(reverse("open_step", args=[reached]))
    return _shown(request, step, draft, FORMS[step].of(draft))


def _sent(request: HttpRequest, step: int) -> HttpResponse:
    again = _sent_again(request)
    if again is not None:
        return again
    form = FORMS[step](request.POST)
    picture = _photo(request, form)
    draft = save_draft(request.user, draft=draft_of(request), picture=picture, **form.words())
    form.judge(draft)
    if form.is_wrong:
        return carry(request, _shown(request, step, draft, form), draft)
    if step == 1 or first_unfinished_step(draft) < 3:
        onward = min(step + 1, first_unfinished_step(draft))
        return carry(request, see_other(reverse("open_step", args=[onward])), draft)
    if step == 2 and not request.user.is_authenticated:
        return carry(request, see_other(reverse("open_step", args=[3])), draft)
    return _finish(request, step, draft, form)


def _finish(request: HttpRequest, step: int, draft: StoreDraft, form: StepForm) -> HttpResponse:
    """Open the store for who is signed in, or for a newcomer who thereby joins."""
    try:
        if request.user.is_authenticated:
            store = open_from_draft(request.user, draft=draft)
        else:
            contact = parse_contact(draft.contact)
            count_newcomer(origin(request))
            store = open_as_newcomer(draft=draft, contact=contact)
            let_in(request, store.owner)
    except DomainError as error:
        form.add_error(error.field if error.field in form.fields else None, str(error))
        taken = isinstance(error, ContactTaken)
        return carry(request, _shown(request, step, draft, form, is_taken=taken), draft)
    return put_down(request, _opened(store))


def _opened(store: Store) -> HttpResponse:
    return see_other(f"{reverse('store_share', args=[store.slug])}?new")


def _sent_again(request: HttpRequest) -> HttpResponse | None:
    """The answer to a form whose store stands already: that store. Its newcomer is let in here, too, for of two
    answers to one form the browser keeps the last."""
    draft = find_draft(request.POST.get("draft", ""))
    if draft is None or draft.store is None:
        return None
    if not request.user.is_authenticated:
        try:
            contact = parse_contact(request.POST.get("contact", ""))
        except DomainError:
            return see_other(draft.store)
        if was_just_opened_with(draft, contact):
            let_in(request, draft.store.owner)
    return put_down(request, _opened(draft.store))


def _photo(request: HttpRequest, form: StepForm) -> Picture | None:
    """The photo that came with the form, taken in; why not, if not, is the form's `photo_error`."""
    file = request.FILES.get("photo")
    if file is None or form.step != GoodsForm.step:
        return None
    owner = request.user if request.user.is_authenticated else None
    try:
        if owner is None:
            count_photo(origin(request))
        return take_picture(owner, file=file)
    except DomainError as error:
        form.photo_error = str(error)
        return None


@require_POST
@allow(anyone)
def photo(request: HttpRequest) -> HttpResponse:
    """The photo by itself, as soon as it is chosen; answers with the picker as it is now."""
    form = GoodsForm(request.POST)
    picture = _photo(request, form)
    draft = save_draft(request.user, draft=draft_of(request), picture=picture, **form.words())
    answer = render(
        request, "opening/photo.html", {"draft": draft, "form": form}, status=422 if form.photo_error else 200
    )
    return carry(request, answer, draft)


def _shown(request: HttpRequest, step: int, draft: StoreDraft | None, form: StepForm, **extra: Any) -> HttpResponse:
    signed_in = request.user.is_authenticated
    context = {
        "price": _price(draft),
        "sign": Money(0, settings.CURRENCY).symbol,
        "step": step,
        "steps": 2 if signed_in and step < 3 else 3,
        "draft": draft,
        "form": form,
        "is_last": step == 3 or (step == 2 and signed_in),
        "sign_in": _sign_in(draft),
        **extra,
    }
    return render(request, f"opening/step_{step}.html", context, status=422 if form.is_wrong else 200)


def _price(draft: StoreDraft | None) -> Money | None:
    """The price as the store will show it; None while it is none."""
    try:
        return parse_money(draft.price, settings.CURRENCY) if draft else None
    except DomainError:
        return None


def _sign_in(draft: StoreDraft | None) -> str:
    """Where to sign in with the contact that was typed, and come back to the draft."""
    query = {"contact": draft.contact if draft else "", "next": reverse("open_step", args=[3])}
    return f"{reverse('account_request_login_code')}?{urlencode(query)}"
