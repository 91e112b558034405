"""Change a post, look at what it said before, take it away and bring it back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.posts import policies, showing, writing
from community.posts.forms import EditForm
from community.posts.models import Post
from config.kit.http import read_or_send, refusals_to, see_other
from config.kit.policies import allow, anyone, signed_in
from config.kit.toasts import say


@read_or_send
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


@require_safe
@allow(anyone, showing.post_of)
def history(request: HttpRequest, post: Post) -> HttpResponse:
    """What the post said before, latest first, to whoever may read it."""
    said, cursor = showing.revisions(post.revisions, request.GET.get("cursor"))
    context = {
        "now": showing.item_of(post, request.user).body,
        "said": said,
        "cursor": cursor,
        "edited_at": post.edited_at,
        "back": post.get_absolute_url(),
    }
    return render(request, "posts/history.html", context)
