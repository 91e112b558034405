"""Pages on which people look after their ways in: contacts, password, passkeys, sessions, the API's key."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from community.entry import passkeys, passwords, tokens
from community.entry.codes import Purpose, redeem_code, send_code
from community.entry.forms import CodeForm, NewContactForm, NewPasswordForm, PasskeyForm
from community.entry.session import (
    awaited_code,
    confirmed_first,
    forget_code,
    keep_session,
    origin,
    remember_code,
)
from community.people.reaching import change_contact, drop_contact
from community.people.signing_in import end_sessions
from config.kit.errors import DomainError
from config.kit.http import read_or_send, refusals_to, see_other
from config.kit.policies import allow, signed_in
from config.kit.toasts import say


def _page(request: HttpRequest, template: str, form, **context) -> HttpResponse:
    return render(request, template, {"form": form, **context}, status=422 if form.errors else 200)


@never_cache
@read_or_send
@allow(signed_in)
@confirmed_first
def contact(request: HttpRequest, kind: str) -> HttpResponse:
    """Another e-mail or phone number: a code goes there first."""
    form = NewContactForm(request.POST or None, kind=kind)
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            new = form.cleaned_data["contact"]
            code = send_code(contact=new, purpose=Purpose.CONTACT, person=request.user, origin=origin(request))
            remember_code(request, code)
            return see_other("contact_code")
    return _page(request, "entry/contact.html", form, kind=kind, current=getattr(request.user, kind))


@never_cache
@read_or_send
@allow(signed_in)
@confirmed_first
def contact_code(request: HttpRequest) -> HttpResponse:
    """The code that went to the new e-mail or number."""
    awaited = awaited_code(request, Purpose.CONTACT)
    if awaited is None:
        return redirect("settings")
    reference, new = awaited
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            code = form.cleaned_data["code"]
            proven = redeem_code(reference=reference, purpose=Purpose.CONTACT, code=code, person=request.user)
            change_contact(request.user, contact=proven)
        except DomainError as error:
            form.add_error("code", str(error))
        else:
            forget_code(request, Purpose.CONTACT)
            say(request, _("From now on we reach you there."))
            return see_other("settings")
    return _page(request, "entry/contact_code.html", form, contact=new, again=f"contact_{new.kind}")


@require_POST
@allow(signed_in)
@confirmed_first
def contact_drop(request: HttpRequest, kind: str) -> HttpResponse:
    """Stop being reached there."""
    drop_contact(request.user, kind=kind)
    say(request, _("Removed."))
    return see_other("settings")


@never_cache
@read_or_send
@allow(signed_in)
@confirmed_first
def password(request: HttpRequest) -> HttpResponse:
    """Set, change or drop the password."""
    if "drop" in request.POST:
        passwords.drop_password(request.user)
        keep_session(request, request.user)
        say(request, _("Your password is gone. Codes and passkeys let you in."))
        return see_other("settings")
    form = NewPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            passwords.set_password(request.user, password=form.cleaned_data["password"])
            keep_session(request, request.user)
            say(request, _("Your password is set. All other devices and programs are signed out."))
            return see_other("settings")
    return _page(request, "entry/password_set.html", form, has_password=request.user.has_usable_password())


@never_cache
@require_safe
@allow(signed_in)
@confirmed_first
def passkey_list(request: HttpRequest) -> HttpResponse:
    """The passkeys that let one in."""
    kept = [
        {"name": passkey.wrap().name, "handle": passkeys.handle_of(passkey), "passkey": passkey}
        for passkey in passkeys.passkeys_of(request.user)
    ]
    return render(request, "entry/passkeys.html", {"passkeys": kept})


@never_cache
@read_or_send
@allow(signed_in)
@confirmed_first
def passkey_add(request: HttpRequest) -> HttpResponse:
    """Make this device a way in."""
    form = PasskeyForm(request.POST or None, initial={"name": _device_of(request)})
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            passkeys.add_passkey(request.user, **form.cleaned_data)
            say(request, _("Done. Next time this device lets you in."))
            return see_other("passkeys")
    return _page(request, "entry/passkey_add.html", form, options=passkeys.begin_adding(request.user))


def _device_of(request: HttpRequest) -> str:
    agent = request.headers.get("User-Agent", "")
    names = (
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", _("My phone")),
        ("Mac OS", "Mac"),
        ("Windows", "Windows"),
    )
    return next((name for mark, name in names if mark in agent), _("My device"))


@require_POST
@allow(signed_in)
@confirmed_first
def passkey_remove(request: HttpRequest) -> HttpResponse:
    """Shut this way in."""
    passkeys.remove_passkey(request.user, handle=request.POST.get("passkey", ""))
    say(request, _("Removed."))
    return see_other("passkeys")


@require_POST
@allow(signed_in)
def sessions_end(request: HttpRequest) -> HttpResponse:
    """Sign out on all other devices."""
    end_sessions(request.user, but=request)
    say(request, _("All other devices and programs are signed out."))
    return see_other("settings")


@never_cache
@read_or_send
@allow(signed_in)
@confirmed_first
def api_key(request: HttpRequest) -> HttpResponse:
    """The key for programs: made, shown once, revoked."""
    key = ""
    if request.POST.get("action") == "new":
        key = tokens.new_token(request.user).key
    elif request.POST.get("action") == "revoke":
        if tokens.revoke_token(request.user):
            messages.success(request, _("The key no longer works."))
        return see_other("api_key")
    return render(request, "entry/api_key.html", {"key": key, "token": tokens.token_of(request.user)})
