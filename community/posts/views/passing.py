"""Pass a post on, keep it at hand, send its link, see who reacted."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from community.channels.channels import find_channel
from community.channels.policies import can_read
from community.drafts.holding import PostHeld
from community.posts import policies, reposting, saving, sharing, showing
from community.posts.models import Post
from community.posts.privacy import is_public
from community.posts.views.passing_form import RepostForm
from config.kit.errors import Invalid
from config.kit.http import back_to, idempotency_key, read_or_send, refusals_to, see_other
from config.kit.policies import allow, anyone, signed_in
from config.kit.references import new_reference
from config.kit.toasts import say
from content.text.markdown import shortened
from shop.stores.showing import qr_inline


@read_or_send
@allow(policies.can_pass_on, showing.post_of)
def repost(request: HttpRequest, found: Post) -> HttpResponse:
    """Pass it on: where to, and what one has to say about it."""
    first = showing.post_of(request.user, reposting.first_of(found).reference)
    form = RepostForm(request.POST or None, person=request.user, first=first)
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            try:
                made = passed_on(request, found, form)
            except PostHeld as held:
                say(request, str(held))
                return see_other("drafts")
            say(request, _("Passed on."), undo=reverse("post_delete", args=[made.reference]))
            return see_other(f"{made.channel.get_absolute_url()}#post-{made.reference}")
    context = {
        "form": form,
        "post": found,
        "item": showing.item_of(first, request.user),
        "stays": not is_public(first.channel),
        "key": idempotency_key(request) or new_reference(),
    }
    return render(request, "posts/repost.html", context, status=400 if form.errors else 200)


def passed_on(request: HttpRequest, post: Post, form: RepostForm) -> Post:
    """The new post. Raises DomainError."""
    channel = find_channel(request.user, form.cleaned_data["channel"])
    if channel is None or not can_read(request.user, channel):
        raise Invalid(_("Choose where it goes."), field="channel", code="no_such_channel")
    key = idempotency_key(request)
    text = form.cleaned_data["text"]
    return reposting.repost(request.user, post=post, channel=channel, text=text, idempotency_key=key)


@require_POST
@allow(policies.can_save, showing.post_of)
def save(request: HttpRequest, found: Post) -> HttpResponse:
    saving.save_post(request.user, post=found)
    return kept(request, found, is_saved=True)


@require_POST
@allow(signed_in, showing.post_of)
def unsave(request: HttpRequest, found: Post) -> HttpResponse:
    saving.unsave_post(request.user, post=found)
    return kept(request, found, is_saved=False)


def kept(request: HttpRequest, found: Post, *, is_saved: bool) -> HttpResponse:
    """The bookmark as it is now for htmx, the page for everyone else."""
    if not request.headers.get("HX-Request"):
        say(request, _("Kept among your saved posts.") if is_saved else _("No longer saved."))
        return back_to(request, found)
    return render(request, "posts/save.html", {"post": found, "is_saved": is_saved})


@never_cache
@require_safe
@allow(signed_in)
def saved(request: HttpRequest) -> HttpResponse:
    """What one keeps at hand."""
    items, cursor = saving.saved_page(request.user, request.GET.get("cursor"))
    return render(request, "posts/saved.html", {"items": items, "cursor": cursor})


@require_safe
@allow(anyone, showing.post_of)
def share(request: HttpRequest, found: Post) -> HttpResponse:
    """Link and QR code of a post, to send or to show."""
    url = request.build_absolute_uri(found.get_absolute_url())
    hung = found.pictures.select_related("picture").first()
    context: dict[str, Any] = {
        "post": found,
        "title": shortened(found.text, 60) or str(found.author),
        "where": found.channel.subject,
        "post_url": url,
        "qr": qr_inline(url),
        "picture": hung.picture if hung else None,
        "public": is_public(found.channel),
    }
    return render(request, "posts/share.html", context)


@require_safe
@allow(anyone, showing.post_of)
def reactions(request: HttpRequest, found: Post) -> HttpResponse:
    """Who reacted, all or by kind of sign."""
    kind = request.GET.get("kind", "")
    rows, cursor = sharing.reactions_page(found, request.user, kind, request.GET.get("cursor"))
    counts = sharing.reaction_counts(found, request.user)
    total = sum(count["count"] for count in counts)
    context = {"post": found, "rows": rows, "cursor": cursor, "counts": counts, "kind": kind, "total": total}
    return render(request, "posts/reactions.html", context)
