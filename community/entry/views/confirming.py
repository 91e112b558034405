"""The page that asks a signed-in person to show that it is really them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from community.entry import passkeys
from community.entry.codes import Purpose, redeem_code, send_code
from community.entry.entering import enter_by_password
from community.entry.forms import CodeForm, CredentialForm, PasswordConfirmForm
from community.entry.session import (
    awaited_code,
    forget_code,
    is_confirmed,
    keep_session,
    mark_confirmed,
    next_of,
    origin,
    remember_code,
    with_next,
)
from community.people.reaching import known_contacts, verify_contact
from config.kit.errors import DomainError, Invalid
from config.kit.http import read_or_send, see_other
from config.kit.policies import allow, signed_in

HERE = "account_reauthenticate"


@never_cache
@read_or_send
@allow(signed_in)
def confirm(request: HttpRequest) -> HttpResponse:
    """By a code to one of their contacts, by password, or by passkey. Leads on to `next`."""
    wants_proof = request.GET.get("proof") or request.POST.get("proof")
    if request.method != "POST" and is_confirmed(request) and not wants_proof:
        return redirect(next_of(request) or "settings")
    way = WAYS.get(request.POST.get("action", ""))
    forms = {"code_form": CodeForm(), "password_form": PasswordConfirmForm()}
    if way is not None:
        answer = way(request, forms)
        if answer is not None:
            return answer
    return render(request, "entry/confirm.html", _context(request, forms), status=422 if way else 200)


def _context(request: HttpRequest, forms: dict[str, Any]) -> dict[str, Any]:
    awaited = awaited_code(request, Purpose.CONFIRM)
    known = known_contacts(request.user)
    return {
        **forms,
        "contacts": known,
        "awaited": awaited[1] if awaited and any(row.contact == awaited[1] for row in known) else None,
        "has_password": request.user.has_usable_password(),
        "has_passkeys": passkeys.passkeys_of(request.user).exists(),
        "next": next_of(request),
        "proof": request.GET.get("proof") or request.POST.get("proof", ""),
    }


def _back(request: HttpRequest) -> HttpResponse:
    proof = "1" if request.POST.get("proof") else ""
    here = with_next(HERE, next_of(request))
    return see_other(f"{here}{'&' if '?' in here else '?'}proof={proof}" if proof else here)


def _done(request: HttpRequest) -> HttpResponse:
    mark_confirmed(request)
    return see_other(next_of(request) or "settings")


def _send(request: HttpRequest, forms: dict[str, Any]) -> HttpResponse | None:
    kind = request.POST.get("kind", "")
    contact = next((row.contact for row in known_contacts(request.user) if row.contact.kind == kind), None)
    try:
        if contact is None:
            raise Invalid(field="kind")
        code = send_code(contact=contact, purpose=Purpose.CONFIRM, person=request.user, origin=origin(request))
        remember_code(request, code)
    except DomainError as error:
        messages.error(request, str(error))
    return _back(request)


def _other(request: HttpRequest, forms: dict[str, Any]) -> HttpResponse | None:
    forget_code(request, Purpose.CONFIRM)
    return _back(request)


def _by_code(request: HttpRequest, forms: dict[str, Any]) -> HttpResponse | None:
    awaited = awaited_code(request, Purpose.CONFIRM)
    if awaited is None:
        return _back(request)
    form = forms["code_form"] = CodeForm(request.POST)
    if not form.is_valid():
        return None
    try:
        code = form.cleaned_data["code"]
        contact = redeem_code(reference=awaited[0], purpose=Purpose.CONFIRM, code=code, person=request.user)
        if verify_contact(request.user, contact=contact):
            keep_session(request, request.user)
    except DomainError as error:
        form.add_error("code", str(error))
        return None
    forget_code(request, Purpose.CONFIRM)
    return _done(request)


def _by_password(request: HttpRequest, forms: dict[str, Any]) -> HttpResponse | None:
    form = forms["password_form"] = PasswordConfirmForm(request.POST)
    known = known_contacts(request.user)
    if not form.is_valid() or not known:
        return None
    try:
        password = form.cleaned_data["password"]
        enter_by_password(contact=known[0].contact, password=password, origin=origin(request))
    except DomainError as error:
        form.add_error("password", str(error))
        return None
    return _done(request)


def _by_passkey(request: HttpRequest, forms: dict[str, Any]) -> HttpResponse | None:
    form = CredentialForm(request.POST)
    try:
        if not form.is_valid():
            raise passkeys.PasskeyRefused
        passkeys.enter_by_passkey(credential=form.cleaned_data["credential"], person=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return _back(request)
    return _done(request)


WAYS = {"send": _send, "other": _other, "code": _by_code, "password": _by_password, "passkey": _by_passkey}


@never_cache
@require_safe
@allow(signed_in)
def confirm_passkey(request: HttpRequest) -> HttpResponse:
    """The challenge for a passkey of the person, as JSON."""
    return JsonResponse(passkeys.begin_entering(request.user))
