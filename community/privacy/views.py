"""What the site holds of me: take it along, or have it taken away."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import logout
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from community.entry.session import confirmed_first
from community.privacy import policies
from community.privacy.archiving import ask_for_archive
from community.privacy.closing import close_account, why_open
from community.privacy.forms import CloseForm
from community.privacy.models import KEPT, Archive
from config.kit.http import read_or_send, refusals_to, see_other
from config.kit.policies import allow, signed_in
from config.kit.toasts import say


def archive_of(person: Any, reference: str) -> Archive:
    return get_object_or_404(Archive.objects.visible_to(person), reference=reference)


@never_cache
@require_GET
@allow(signed_in)
def my_data(request: HttpRequest) -> HttpResponse:
    """One's archives, and the way to close the account."""
    archives = [row for row in Archive.objects.visible_to(request.user)[:5] if row.is_ready or row.done_at is None]
    under_way = any(row.done_at is None for row in archives)
    return render(
        request, "privacy/data.html", {"archives": archives, "under_way": under_way, "days": KEPT.days, "tab": "me"}
    )


@require_POST
@allow(signed_in)
@confirmed_first
def archive_new(request: HttpRequest) -> HttpResponse:
    """Have one's data put together."""
    ask_for_archive(request.user)
    say(request, _("Your data are being put together. You will be told when they are ready."))
    return see_other("my_data")


@never_cache
@require_GET
@allow(policies.can_fetch, archive_of)
@confirmed_first
def archive(request: HttpRequest, archive: Archive) -> FileResponse:
    """The file itself."""
    try:
        file = default_storage.open(archive.file_name)
    except FileNotFoundError:
        raise Http404 from None
    name = f"qunpu-{archive.person.username}-{archive.asked_at:%Y-%m-%d}.zip"
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")


@never_cache
@read_or_send
@allow(signed_in)
@confirmed_first
def account_close(request: HttpRequest) -> HttpResponse:
    """Close the account for good: what cannot be undone is asked for in so many words."""
    form = CloseForm(request.POST or None, person=request.user)
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            close_account(request.user)
            logout(request)
            return render(request, "privacy/closed.html")
    context = {"form": form, "open_still": why_open(request.user)}
    return render(request, "privacy/close.html", context, status=422 if form.errors else 200)
