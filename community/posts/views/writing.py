"""Change a post, look at what it said before, take it away and bring it back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.posts import picturing, policies, revising, showing, writing
from community.posts.forms import EditForm
from community.posts.models import Post
from community.posts.views import photographing
from config.kit.http import read_or_send, refusals_to, see_other
from config.kit.policies import allow, anyone, signed_in
from config.kit.toasts import say
from content.pictures.models import Picture


@read_or_send
@allow(policies.can_edit_post, showing.post_of)
def edit(request: HttpRequest, post: Post) -> HttpResponse:
    form = EditForm(request.POST if request.method == "POST" else None, initial={"text": post.text, "link": post.link})
    pictures = picturing.hung_in(post)
    if request.method == "POST":
        answer, pictures = edited(request, post, form, pictures)
        if answer is not None:
            return answer
    context = {"form": form, "post": post, "kept": pictures}
    return render(request, "posts/edit.html", context, status=400 if form.errors else 200)


def edited(
    request: HttpRequest, post: Post, form: EditForm, before: list[Picture]
) -> tuple[HttpResponse | None, list[Picture]]:
    """The answer to a change, or None and the photos as they stand in the form."""
    is_valid = form.is_valid()
    photos = photographing.kept(request.user, form)
    do, _colon, which = request.POST.get("do", "").partition(":")
    if do in photographing.MOVES:
        return None, photos.moved(do, which).as_typed()
    # A form that showed no photos leaves them alone.
    shown = form.cleaned_data.get("kept") is not None
    if is_valid:
        words = {"text": form.cleaned_data["text"], "link": form.cleaned_data["link"]}
        with refusals_to(form):
            pictures = photos.pictures if shown else None
            writing.edit_post(request.user, post=post, pictures=pictures, alts=photos.alts, **words)
            say(request, _("Saved."))
            return see_other(post), []
    return None, photos.as_typed() if shown else before


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


@require_safe
@allow(anyone, showing.post_of)
def history(request: HttpRequest, post: Post) -> HttpResponse:
    """What the post said before, latest first, to whoever may read it."""
    rows, cursor = showing.revisions(post.revisions, request.GET.get("cursor"))
    item = showing.item_of(post, request.user)
    context = {
        "now": item.body,
        "pictures": item.pictures,
        "said": revising.as_seen(post, rows, request.user),
        "cursor": cursor,
        "edited_at": post.edited_at,
        "back": post.get_absolute_url(),
    }
    return render(request, "posts/history.html", context)
