"""Keep order in a channel: pin, hide with a reason, restore."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from community.moderation import acting
from community.moderation.forms import ReasonForm
from community.posts import pinning, policies, showing
from community.posts.models import Comment, Post
from config.kit.http import back_to, read_or_send, refusals_to, see_other
from config.kit.policies import allow
from config.kit.toasts import say


@require_POST
@allow(policies.can_pin, showing.post_of)
def pin(request: HttpRequest, post: Post) -> HttpResponse:
    pinning.pin(request.user, post=post)
    say(request, _("Pinned at the top."), undo=reverse("post_unpin", args=[post.reference]))
    return back_to(request, post.channel)


@require_POST
@allow(policies.can_pin, showing.post_of)
def unpin(request: HttpRequest, post: Post) -> HttpResponse:
    pinning.unpin(request.user, post=post)
    say(request, _("No longer pinned."), undo=reverse("post_pin", args=[post.reference]))
    return back_to(request, post.channel)


@read_or_send
@allow(policies.can_hide_post, showing.post_of)
def hide(request: HttpRequest, post: Post) -> HttpResponse:
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            acting.hide_post(request.user, post=post, reason=form.cleaned_data["reason"])
            say(request, _("The post is hidden."), undo=reverse("post_restore", args=[post.reference]))
            return see_other(post.channel)
    context = {"form": form, "text": post.text, "author": post.author, "back": post.get_absolute_url()}
    return render(request, "posts/hide.html", context, status=400 if form.errors else 200)


@require_POST
@allow(policies.can_restore_post, showing.hidden_post)
def restore(request: HttpRequest, post: Post) -> HttpResponse:
    """The undo of hiding: at once, so that no further reason is asked for."""
    acting.restore_post(request.user, post=post, reason=request.POST.get("reason") or _("Taken back at once."))
    say(request, _("The post is back."))
    return see_other(post)


@read_or_send
@allow(policies.can_hide_comment, showing.comment_of)
def hide_comment(request: HttpRequest, comment: Comment) -> HttpResponse:
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            acting.hide_comment(request.user, comment=comment, reason=form.cleaned_data["reason"])
            say(request, _("The comment is hidden."), undo=reverse("comment_restore", args=[comment.reference]))
            return see_other(comment.post)
    context = {"form": form, "text": comment.text, "author": comment.author, "back": comment.post.get_absolute_url()}
    return render(request, "posts/hide.html", context, status=400 if form.errors else 200)


@require_POST
@allow(policies.can_restore_comment, showing.hidden_comment)
def restore_comment(request: HttpRequest, comment: Comment) -> HttpResponse:
    reason = request.POST.get("reason") or _("Taken back at once.")
    acting.restore_comment(request.user, comment=comment, reason=reason)
    say(request, _("The comment is back."))
    return see_other(comment.post)
