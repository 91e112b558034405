"""A post with what is said under it; comments, reactions; a store's news."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from community.channels.channels import channel_key, channel_of
from community.feeds.channels import channel_page, pinned_items
from community.moderation.restricting import What, kept_from
from community.posts import conversing, policies, reacting, showing
from community.posts.forms import CommentForm
from community.posts.models import Post
from config.kit.http import back_to, idempotency_key
from config.kit.policies import allow, anyone, signed_in
from config.kit.references import new_reference
from content.text.markdown import shortened
from shop.stores.models import Store
from shop.stores.showing import store_of, storefront


@require_safe
@allow(anyone, showing.post_of)
def post(request: HttpRequest, found: Post) -> HttpResponse:
    return render(request, "posts/post.html", page(request, found, CommentForm()))


def page(request: HttpRequest, found: Post, form: CommentForm) -> dict[str, Any]:
    """Context of a post's page."""
    since = request.GET.get("since")
    told = conversing.conversation(found, request.user, request.GET.get("cursor"), since)
    return {
        "item": showing.item_of(found, request.user),
        "post": found,
        "said": told.said,
        "cursor": told.cursor,
        "newest": told.newest,
        "only_new": bool(since),
        "signs": showing.signs(found, request.user),
        "rights": showing.rights(request.user, found),
        "form": form,
        "channel_key": channel_key(found.channel.subject),
        "key": idempotency_key(request) or new_reference(),
        "title": shortened(found.text, 40) or str(found.author),
        "post_url": request.build_absolute_uri(found.get_absolute_url()),
    }


@require_POST
@allow(policies.can_react, showing.post_of)
def react(request: HttpRequest, found: Post) -> HttpResponse:
    """Give the sign that `kind` names."""
    reacting.react(request.user, post=found, kind=request.POST.get("kind") or request.GET.get("kind", "heart"))
    return signs(request, found)


@require_POST
@allow(signed_in, showing.post_of)
def unreact(request: HttpRequest, found: Post) -> HttpResponse:
    reacting.unreact(request.user, post=found)
    return signs(request, found)


def signs(request: HttpRequest, found: Post) -> HttpResponse:
    """The signs as they are now for htmx (all kinds where the page shows them all), the page for everyone else."""
    if not request.headers.get("HX-Request"):
        return back_to(request, found)
    given = showing.signs(found, request.user)
    if request.GET.get("all"):
        return render(request, "posts/signs.html", {"post": found, "signs": given})
    mine = next((sign["kind"] for sign in given if sign["mine"]), "")
    count = sum(sign["count"] for sign in given)
    return render(request, "posts/sign.html", {"post": found, "count": count, "mine": mine})


@require_safe
@allow(anyone, store_of)
def store_news(request: HttpRequest, store: Store) -> HttpResponse:
    """What a store says, in the store's own frame."""
    channel = channel_of(store)
    cursor = request.GET.get("cursor")
    context = storefront(request, store, section="news") | {
        "page": channel_page(channel, request.user, cursor),
        "pinned": [] if cursor else pinned_items(channel, request.user),
        "channel": channel_key(store),
        "key": new_reference(),
        "can_post": policies.can_post(request.user, channel),
    }
    if context["is_owner"] and not context["can_post"]:
        context["refused"] = kept_from(request.user, What.POST)
    return render(request, "posts/store_news.html", context)
