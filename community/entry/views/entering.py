"""Pages of coming in and going out."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from community.entry import passkeys
from community.entry.codes import Purpose, send_code
from community.entry.entering import Suspended, enter_by_code, enter_by_password
from community.entry.forms import CodeForm, ContactForm, CredentialForm, PasswordEntryForm
from community.entry.session import (
    awaited_code,
    forget_code,
    next_of,
    origin,
    remember_code,
    sign_in,
    with_next,
)
from community.moderation import turning_away
from community.people.contacts import Contact
from community.people.models import Person
from config.kit.errors import DomainError, NotAllowed
from config.kit.http import read_or_send, refusals_to, see_other
from config.kit.policies import allow, anyone
from config.kit.toasts import say


def _inside(request: HttpRequest) -> HttpResponse | None:
    """Who is signed in already goes on."""
    return redirect(next_of(request) or "/") if request.user.is_authenticated else None


@never_cache
@read_or_send
@allow(anyone)
def enter(request: HttpRequest) -> HttpResponse:
    """One field, e-mail or phone, for those who come back and those who join alike."""
    if (inside := _inside(request)) is not None:
        return inside
    form = ContactForm(request.POST or None, initial={"contact": request.GET.get("contact", "")[:254]})
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            code = send_code(contact=form.cleaned_data["contact"], purpose=Purpose.ENTER, origin=origin(request))
            remember_code(request, code)
            return see_other(with_next("account_confirm_login_code", next_of(request)))
    return render(
        request, "entry/enter.html", {"form": form, "next": next_of(request)}, status=422 if form.errors else 200
    )


@never_cache
@read_or_send
@allow(anyone)
def enter_code(request: HttpRequest) -> HttpResponse:
    """The code that was sent; or the same address again, for another one."""
    if (inside := _inside(request)) is not None:
        return inside
    awaited = awaited_code(request, Purpose.ENTER)
    if awaited is None:
        return redirect(with_next("account_request_login_code", next_of(request)))
    reference, contact = awaited
    if request.POST.get("action") == "resend":
        return _send_again(request, contact)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _come_in(request, reference, form.cleaned_data["code"])
        except Suspended as error:
            return _turned_away(request, error)
        except DomainError as error:
            form.add_error("code", str(error))
    context = {"form": form, "contact": contact, "next": next_of(request)}
    return render(request, "entry/code.html", context, status=422 if form.errors else 200)


def _send_again(request: HttpRequest, contact: Contact) -> HttpResponse:
    here = with_next("account_confirm_login_code", next_of(request))
    try:
        remember_code(request, send_code(contact=contact, purpose=Purpose.ENTER, origin=origin(request)))
    except DomainError as error:
        return _said(request, error, here)
    say(request, _("A new code is on its way."))
    return see_other(here)


def _come_in(request: HttpRequest, reference: str, code: str) -> HttpResponse:
    entered = enter_by_code(reference=reference, code=code, language=request.LANGUAGE_CODE)
    forget_code(request, Purpose.ENTER)
    sign_in(request, entered.person)
    if not entered.joined:
        return see_other(next_of(request) or "/")
    say(request, _("Welcome! You are in."))
    return see_other(next_of(request) or with_next("profile_edit", "/"))


def _turned_away(request: HttpRequest, error: Suspended) -> HttpResponse:
    """Told on a page of its own to someone who has shown that the account is theirs, who can appeal there."""
    turning_away.remember(request, error.person)
    return render(request, "entry/suspended.html", turning_away.context_for(error.person), status=403)


@never_cache
@read_or_send
@allow(anyone)
def enter_password(request: HttpRequest) -> HttpResponse:
    """For those who have set a password."""
    if (inside := _inside(request)) is not None:
        return inside
    form = PasswordEntryForm(request.POST or None, initial={"contact": request.GET.get("contact", "")[:254]})
    if request.method == "POST" and form.is_valid():
        try:
            person = enter_by_password(**form.cleaned_data, origin=origin(request))
            sign_in(request, person)
            return see_other(next_of(request) or "/")
        except Suspended as error:
            return _turned_away(request, error)
        except DomainError as error:
            form.add_error(error.field, str(error))
    context = {"form": form, "next": next_of(request)}
    return render(request, "entry/password.html", context, status=422 if form.errors else 200)


@never_cache
@read_or_send
@allow(anyone)
def enter_passkey(request: HttpRequest) -> HttpResponse:
    """GET: the challenge, as JSON, for the page's script. POST: what the passkey answered."""
    if (inside := _inside(request)) is not None:
        return inside
    if request.method != "POST":
        return JsonResponse(passkeys.begin_entering())
    form = CredentialForm(request.POST)
    back = with_next("account_request_login_code", next_of(request))
    if not form.is_valid():
        return _said(request, passkeys.PasskeyRefused(), back)
    try:
        person: Person = passkeys.enter_by_passkey(credential=form.cleaned_data["credential"])
        sign_in(request, person)
    except Suspended as error:
        return _turned_away(request, error)
    except passkeys.PasskeyRefused as error:
        return _said(request, error, back)
    return see_other(next_of(request) or "/")


def _said(request: HttpRequest, error: DomainError, back: str) -> HttpResponse:
    messages.error(request, str(error))
    return see_other(back)


@never_cache
@read_or_send
@allow(anyone)
def leave(request: HttpRequest) -> HttpResponse:
    """Sign out; a plain visit only asks."""
    if request.method == "POST":
        logout(request)
        return see_other("/")
    if not request.user.is_authenticated:
        return redirect("/")
    return render(request, "entry/leave.html", {})


@never_cache
@allow(anyone)
def admin_door(request: HttpRequest) -> HttpResponse:
    """The admin's own sign-in is ours: codes, passwords, passkeys."""
    if request.user.is_authenticated and not request.user.is_staff:
        raise NotAllowed
    return redirect(with_next("account_request_login_code", next_of(request) or reverse("admin:index")))
