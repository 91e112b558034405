"""Comments: written, answered, changed, read thread by thread."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.channels.channels import channel_key
from community.posts import commenting, conversing, policies, showing
from community.posts.forms import CommentEditForm, CommentForm
from community.posts.models import Comment, Post
from community.posts.useful import helped_of, mark_useful, unmark_useful
from community.posts.views.reading import page
from config.kit.http import back_to, idempotency_key, read_or_send, refusals_to, see_other
from config.kit.policies import allow, anyone, signed_in
from config.kit.references import new_reference
from config.kit.toasts import say

COUNTED = 99


@require_POST
@allow(policies.can_comment, showing.post_of)
def comment(request: HttpRequest, found: Post) -> HttpResponse:
    form = CommentForm(request.POST)
    if form.is_valid():
        with refusals_to(form):
            reference = form.cleaned_data["parent"]
            parent = showing.comment_of(request.user, reference) if reference else None
            try:
                written = commenting.comment(
                    request.user,
                    post=found,
                    text=form.cleaned_data["text"],
                    parent=parent,
                    idempotency_key=idempotency_key(request),
                )
            except commenting.CommentHeld as held:
                say(request, str(held))
                return see_other(found)
            return see_other(where(written))
    return render(request, "posts/post.html", page(request, found, form), status=400)


def where(written: Comment) -> str:
    """The page on which the comment is to be seen: of its post while it is near the top, else of its thread."""
    if written.thread_id and written.thread.answers.count() > conversing.ANSWERS:  # type: ignore[union-attr]
        return f"{written.get_absolute_url()}#comment-{written.reference}"
    return f"{written.post.get_absolute_url()}#comment-{written.reference}"


@require_safe
@allow(anyone, showing.comment_of)
def thread(request: HttpRequest, found: Comment) -> HttpResponse:
    """The thread of the comment, and a form to answer it."""
    context = {
        "post": found.post,
        "found": found,
        "thread": conversing.thread_of(found, request.user, request.GET.get("cursor")),
        "rights": showing.rights(request.user, found.post),
        "channel_key": channel_key(found.post.channel.subject),
        "key": new_reference(),
    }
    return render(request, "posts/thread.html", context)


@require_safe
@allow(anyone, showing.post_of)
def said(request: HttpRequest, found: Post) -> HttpResponse:
    """How many comments came after `since` (what a page calls its newest); 204 for none."""
    count = conversing.came_since(found, request.user, request.GET.get("since", ""), COUNTED)
    if not count:
        return HttpResponse(status=204)
    return render(request, "posts/new_count.html", {"count": min(count, COUNTED), "more": count > COUNTED})


@read_or_send
@allow(policies.can_edit_comment, showing.comment_of)
def edit(request: HttpRequest, found: Comment) -> HttpResponse:
    form = CommentEditForm(request.POST or None, initial={"text": found.text})
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            commenting.edit_comment(request.user, comment=found, text=form.cleaned_data["text"])
            say(request, _("Saved."))
            return see_other(f"{found.get_absolute_url()}#comment-{found.reference}")
    status = 400 if form.is_bound and form.errors else 200
    return render(request, "posts/comment_edit.html", {"form": form, "comment": found}, status=status)


@require_safe
@allow(anyone, showing.comment_of)
def history(request: HttpRequest, found: Comment) -> HttpResponse:
    """What the comment said before, latest first, to whoever may read it."""
    earlier, cursor = showing.revisions(found.revisions, request.GET.get("cursor"))
    context = {"now": found.body, "said": earlier, "cursor": cursor, "edited_at": found.edited_at}
    return render(request, "posts/history.html", context | {"back": found.get_absolute_url()})


@require_POST
@allow(policies.can_delete_comment, showing.comment_of)
def delete(request: HttpRequest, found: Comment) -> HttpResponse:
    commenting.delete_comment(request.user, comment=found)
    say(request, _("The comment is gone."))
    return see_other(found.post)


@require_POST
@allow(policies.can_find_useful, showing.comment_of)
def useful(request: HttpRequest, found: Comment) -> HttpResponse:
    """Say that the comment helped."""
    mark_useful(request.user, comment=found)
    return helped(request, found)


@require_POST
@allow(signed_in, showing.comment_of)
def useful_undo(request: HttpRequest, found: Comment) -> HttpResponse:
    unmark_useful(request.user, comment=found)
    return helped(request, found)


def helped(request: HttpRequest, found: Comment) -> HttpResponse:
    """Whom it helps now for htmx, the page for everyone else."""
    if not request.headers.get("HX-Request"):
        return back_to(request, found)
    can_mark = policies.can_react(request.user, found.post)
    context = {"comment": found, "helped": helped_of(found, request.user), "can_mark": can_mark}
    return render(request, "posts/helped.html", context)
