"""Write a post, change it, take it away and bring it back."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from community.channels.channels import channel_key, find_channel
from community.channels.models import Channel
from community.channels.policies import can_read
from community.groups.models import Group
from community.posts import policies, showing, writing
from community.posts.forms import EditForm, PostForm
from community.posts.models import Post
from community.posts.privacy import is_public
from config.kit.errors import DomainError, NotAllowed
from config.kit.http import idempotency_key, refusals_to, see_other
from config.kit.policies import allow, signed_in
from config.kit.references import new_reference
from config.kit.toasts import say
from content.cards.links import own_path
from content.pictures.ingesting import take_picture
from content.pictures.models import Picture
from shop.stores.models import Store

# Groups offered where one has not said yet where to post.
MOST_PLACES = 50


@require_http_methods(["GET", "HEAD", "POST"])
@allow(signed_in)
def new(request: HttpRequest) -> HttpResponse:
    """A post into the channel that `channel` names; without one, a choice of where."""
    key = request.POST.get("channel") or request.GET.get("channel", "")
    if not key and request.method != "POST":
        return render(request, "posts/where.html", places(request.user))
    channel = writable_channel(request.user, key)
    form = PostForm(initial={"link": request.GET.get("link", "")})
    kept: list[Picture] = []
    if request.method == "POST":
        form = PostForm(request.POST, request.FILES)
        post, kept = try_to_write(request, channel, form)
        if post is not None:
            say(request, _("Posted."), undo=reverse("post_delete", args=[post.reference]))
            return see_other(f"{post.channel.get_absolute_url()}#post-{post.reference}")
    context = {
        "form": form,
        "channel": channel,
        "channel_key": channel_key(channel.subject),
        "kept": kept,
        "kept_value": " ".join(picture.reference for picture in kept),
        "key": idempotency_key(request) or new_reference(),
    }
    return render(request, "posts/new.html", context, status=400 if form.errors else 200)


def places(person: Any) -> dict[str, QuerySet]:
    """Where the person may post, beside their own stream."""
    groups = Group.objects.joined_by(person).select_related("photo").order_by("name")
    stores = Store.objects.owned_by(person).exclude(state=Store.State.CLOSED).select_related("photo")
    return {"groups": groups[:MOST_PLACES], "stores": stores[:MOST_PLACES]}


def writable_channel(person: Any, key: str) -> Channel:
    """The channel that `key` names. Raises Http404 where one may not read it, NotAllowed where one may not post."""
    channel = find_channel(person, key)
    if channel is None or not can_read(person, channel):
        raise Http404
    if not policies.can_post(person, channel):
        raise NotAllowed
    return channel


def try_to_write(request: HttpRequest, channel: Channel, form: PostForm) -> tuple[Post | None, list[Picture]]:
    """The post, or None and the photos to keep for the next try; what was wrong stands in `form`."""
    before = writing.written_before(request.user, idempotency_key(request))
    if before is not None:
        return before, []
    is_valid = form.is_valid()
    pictures = kept_pictures(request.user, form.kept_references())
    with refusals_to(form):
        take_in(request, channel, form, pictures)
        if is_valid and not form.errors:
            return writing.write_post(
                request.user,
                channel=channel,
                text=form.cleaned_data["text"],
                link=own_path(form.cleaned_data["link"], request.get_host()) or form.cleaned_data["link"],
                pictures=pictures,
                idempotency_key=idempotency_key(request),
            ), []
    return None, pictures


def kept_pictures(person: Any, references: list[str]) -> list[Picture]:
    """One's own pictures of an earlier try, in their order."""
    found = {picture.reference: picture for picture in Picture.objects.filter(owner=person, reference__in=references)}
    return [found[reference] for reference in references if reference in found]


def take_in(request: HttpRequest, channel: Channel, form: PostForm, pictures: list[Picture]) -> None:
    """Take the form's photos into `pictures`, each for itself: what is wrong with one does not cost the others."""
    files = form.cleaned_data.get("photos") or []
    if len(pictures) + len(files) > writing.MOST_PICTURES:
        form.add_error("photos", _("At most nine photos."))
        return
    for file in files:
        try:
            pictures.append(take_picture(request.user, file=file, is_private=not is_public(channel)))
        except DomainError as error:
            form.add_error("photos", f"{file.name}: {error}")


@require_http_methods(["GET", "HEAD", "POST"])
@allow(policies.can_edit_post, showing.post_of)
def edit(request: HttpRequest, post: Post) -> HttpResponse:
    form = EditForm(request.POST or None, initial={"text": post.text, "link": post.link})
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            writing.edit_post(request.user, post=post, **form.cleaned_data)
            say(request, _("Saved."))
            return see_other(post)
    return render(request, "posts/edit.html", {"form": form, "post": post}, status=400 if form.errors else 200)


@require_POST
@allow(policies.can_delete_post, showing.post_of)
def delete(request: HttpRequest, post: Post) -> HttpResponse:
    writing.delete_post(request.user, post=post)
    say(request, _("The post is gone."), undo=reverse("post_undelete", args=[post.reference]))
    return see_other(post.channel)


@require_POST
@allow(signed_in, showing.own_deleted_post)
def undelete(request: HttpRequest, post: Post) -> HttpResponse:
    writing.undelete_post(request.user, post=post)
    say(request, _("The post is back."))
    return see_other(post)
