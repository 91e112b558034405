"""Settings of what one is told: kinds by medium, when, and from where."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from community.notifications.clocks import zone_of
from community.notifications.forms import DigestForm, QuietForm
from community.notifications.mails import proven
from community.notifications.matrix import matrix, wanted_in
from community.notifications.models import Medium
from community.notifications.pacing import rhythm_of, set_digest, set_quiet_hours
from community.notifications.pausing import PauseFor, end_of, pause, resume
from community.notifications.preferring import prefer_all
from community.notifications.sources import sources_page
from config.kit.http import back_to, read_or_send, refusals_to, see_other
from config.kit.policies import allow, signed_in
from config.kit.reading import exact
from config.kit.toasts import say


@never_cache
@read_or_send
@allow(signed_in)
def notifications(request: HttpRequest) -> HttpResponse:
    """Each kind of notification by each medium, on or off; with scripts each tap is saved by itself."""
    if request.method == "POST":
        prefer_all(request.user, wanted=wanted_in(request.POST, request.user))
        say(request, _("Saved."))
        if request.headers.get("HX-Request"):
            return render(request, "frame/toasts_oob.html")
        return see_other("settings_notifications")
    context = {"sections": matrix(request.user), "media": Medium.choices}
    context |= {"rhythm": rhythm_of(request.user), "pauses": PauseFor.choices}
    return render(request, "notifications/settings.html", context)


@require_POST
@allow(signed_in)
def pause_all(request: HttpRequest) -> HttpResponse:
    """Nothing goes out any more, for as long as the button says; the toast takes it back."""
    choice = request.POST.get("for", "")
    if choice not in PauseFor.values:
        choice = PauseFor.OPEN
    found = pause(request.user, until=end_of(choice, request.user, timezone.now()))
    said = _("Everything is paused.")
    if found.paused_until:
        said = _("Everything is paused until %(when)s.") % {"when": exact(found.paused_until)}
    say(request, said, undo=reverse("notifications_resume"))
    return back_to(request, "settings_notifications")


@require_POST
@allow(signed_in)
def resume_all(request: HttpRequest) -> HttpResponse:
    """Everything goes out again as it did before."""
    resume(request.user)
    say(request, _("You are told again as before."))
    return back_to(request, "settings_notifications")


@never_cache
@read_or_send
@allow(signed_in)
def rhythm(request: HttpRequest) -> HttpResponse:
    """Quiet hours and the digest: two forms of one page, told apart by `part`."""
    now = rhythm_of(request.user)
    part = request.POST.get("part") if request.method == "POST" else None
    quiet = QuietForm.of(now, request.POST if part == "quiet" else None)
    digest = DigestForm.of(now, request.POST if part == "digest" else None)
    if quiet.is_bound and quiet.is_valid():
        with refusals_to(quiet):
            set_quiet_hours(request.user, **quiet.chosen())
    if digest.is_bound and digest.is_valid():
        with refusals_to(digest):
            set_digest(request.user, **digest.cleaned_data)
    if (quiet.is_bound and quiet.is_valid()) or (digest.is_bound and digest.is_valid()):
        say(request, _("Saved."))
        if request.headers.get("HX-Request"):
            # The form takes it only to be rid of what was wrong before: nobody is to lose their place in it.
            return render(request, "notifications/rhythm_saved.html", {"quiet": quiet, "digest": digest, "part": part})
        return see_other("settings_rhythm")
    context = {
        "quiet": quiet,
        "digest": digest,
        "zone": str(zone_of(request.user)),
        "is_proven": bool(proven({int(request.user.pk or 0)})),
    }
    if part not in ("quiet", "digest"):
        return render(request, "notifications/rhythm.html", context)
    answer = render(request, "notifications/rhythm.html", context, status=422)
    # What cannot be saved comes back in place of the form; what was saved leaves it as it is.
    answer["HX-Reswap"] = "outerHTML"
    return answer


@never_cache
@require_safe
@allow(signed_in)
def sources(request: HttpRequest) -> HttpResponse:
    """Groups one is in, stores and people one follows: how loud each of them is."""
    page = sources_page(request.user, cursor=request.GET.get("cursor"))
    return render(request, "notifications/sources.html", {"page": page})
