"""Write a post: now, later, or as a draft to go on with."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from community.channels.channels import channel_key
from community.channels.models import Channel
from community.channels.showing import readable_channel
from community.drafts import drafting, publishing
from community.drafts.holding import PostHeld
from community.drafts.models import Draft
from community.groups.models import Group
from community.moderation.restricting import What, refusal
from community.posts import naming, policies, writing
from community.posts.forms import PostForm
from community.posts.models import Post
from community.posts.privacy import is_public
from community.posts.views import photographing
from config.kit.errors import Invalid
from config.kit.http import idempotency_key, read_or_send, refusals_to, see_other
from config.kit.policies import allow, signed_in
from config.kit.reading import exact
from config.kit.references import new_reference
from config.kit.toasts import say
from content.cards.links import own_path
from content.pictures.models import Picture
from shop.stores.models import Store

# Groups offered where one has not said yet where to post.
MOST_PLACES = 50


@read_or_send
@allow(signed_in)
def new(request: HttpRequest) -> HttpResponse:
    """A post into the channel that `channel` names, or going on with `draft`; without either, a choice of where."""
    draft = draft_of(request.user, request.POST.get("draft") or request.GET.get("draft", ""))
    if draft is not None and draft.post is not None:
        # The form was sent twice.
        return see_other(draft.post)
    key = request.POST.get("channel") or request.GET.get("channel", "")
    if not key and draft is None and request.method != "POST":
        return render(request, "posts/where.html", places(request.user))
    channel = draft.channel if draft is not None else writable_channel(request.user, key)
    form, kept = begun(request, draft)
    if request.method == "POST":
        form = PostForm(request.POST, request.FILES)
        answer, kept = taken(request, channel, form, draft)
        if answer is not None:
            return answer
    return render(request, "posts/new.html", page(request, channel, form, kept, draft), status=status_of(form))


def begun(request: HttpRequest, draft: Draft | None) -> tuple[PostForm, list[Picture]]:
    """The form as one finds it, with what the draft holds."""
    if draft is None:
        return PostForm(initial={"link": request.GET.get("link", "")}), []
    initial: dict[str, Any] = {"text": draft.text, "link": draft.link, **(draft.poll or {})}
    if draft.state == Draft.State.SCHEDULED:
        initial["due_at"] = draft.due_at
    return PostForm(initial=initial), [hung.picture for hung in draft.pictures.select_related("picture")]


def status_of(form: PostForm) -> int:
    return 400 if form.is_bound and form.errors else 200


def page(
    request: HttpRequest, channel: Channel, form: PostForm, kept: list[Picture], draft: Draft | None
) -> dict[str, Any]:
    """Context of the composer's page."""
    return {
        "form": form,
        "channel": channel,
        "channel_key": channel_key(channel.subject),
        "draft": draft,
        "kept": kept,
        "key": idempotency_key(request) or new_reference(),
        "now": timezone.localtime(),
    }


def places(person: Any) -> dict[str, Any]:
    """Where the person may post, beside their own stream, and how many drafts wait."""
    groups: QuerySet = Group.objects.joined_by(person).select_related("photo").order_by("name")
    stores: QuerySet = Store.objects.owned_by(person).exclude(state=Store.State.CLOSED).select_related("photo")
    drafts = Draft.objects.visible_to(person).count()
    return {"groups": groups[:MOST_PLACES], "stores": stores[:MOST_PLACES], "drafts": drafts}


def draft_of(person: Any, reference: str) -> Draft | None:
    """The draft that the person may go on with, or that was published meanwhile; None where none is named.

    Raises Http404.
    """
    if not reference or "\x00" in reference:
        return None
    states = (*Draft.CHANGEABLE, Draft.State.PUBLISHED)
    names = ("author", "post", "channel__group", "channel__store", "channel__person")
    mine = Draft.objects.filter(author=person, state__in=states).select_related(*names)
    return get_object_or_404(mine, reference=reference)


def writable_channel(person: Any, key: str) -> Channel:
    """The channel that `key` names. Raises Http404 where one may not read it; NotAllowed or Restricted where one may
    not post."""
    channel = readable_channel(person, key)
    if not policies.can_compose(person, channel):
        raise refusal(person, What.POST, channel.group)
    return channel


def taken(
    request: HttpRequest, channel: Channel, form: PostForm, draft: Draft | None
) -> tuple[HttpResponse | None, list[Picture]]:
    """The answer to what was sent, or None and the photos to keep; what was wrong stands in `form`."""
    do, _colon, which = request.POST.get("do", "").partition(":")
    before = writing.written_before(request.user, idempotency_key(request)) if do in ("", "post") else None
    if before is not None:
        return posted(request, before), []
    is_valid = form.is_valid()
    photos = photographing.taken_in(request.user, form, is_private=not is_public(channel))
    with refusals_to(form):
        poll = form.poll()
        if do in photographing.MOVES:
            return None, photos.moved(do, which).as_typed()
        if is_valid and not form.errors:
            words = {
                "text": form.cleaned_data["text"],
                "link": own_path(form.cleaned_data["link"], request.get_host()) or form.cleaned_data["link"],
                "pictures": photos.pictures,
                "alts": photos.alts,
                "poll": poll,
            }
            return done(request, channel, form, draft, do, words), []
    return None, photos.as_typed()


def done(
    request: HttpRequest, channel: Channel, form: PostForm, draft: Draft | None, do: str, words: dict[str, Any]
) -> HttpResponse:
    """Put by, give a time, or publish. Raises what the verbs raise."""
    key = idempotency_key(request)
    if do == "draft":
        drafting.save(request.user, channel=channel, draft=draft, idempotency_key=key, **words)
        say(request, _("Kept as a draft."))
        return see_other("drafts")
    if do == "schedule":
        due_at = form.cleaned_data["due_at"]
        if due_at is None:
            raise Invalid(_("Say when."), field="due_at", code="missing")
        with transaction.atomic():
            saved = drafting.save(request.user, channel=channel, draft=draft, idempotency_key=key, **words)
            drafting.schedule(request.user, draft=saved, due_at=due_at)
        say(request, _("It will be posted on %(when)s.") % {"when": exact(due_at)})
        return see_other("drafts")
    try:
        if draft is None:
            post = writing.write_post(request.user, channel=channel, idempotency_key=key, **words)
        else:
            post = publishing.publish(drafting.save(request.user, channel=channel, draft=draft, **words))
    except PostHeld as held:
        say(request, str(held))
        return see_other("drafts")
    return posted(request, post)


def posted(request: HttpRequest, post: Post) -> HttpResponse:
    say(request, _("Posted."), undo=reverse("post_delete", args=[post.reference]))
    return see_other(f"{post.channel.get_absolute_url()}#post-{post.reference}")


@require_safe
@allow(signed_in)
def names(request: HttpRequest) -> HttpResponse:
    """Who may be meant by what was typed after an @ in the channel: a list to choose from."""
    channel = readable_channel(request.user, request.GET.get("channel", ""))
    people = naming.suggestions(request.user, channel, request.GET.get("q", "")[:40])
    return render(request, "posts/names.html", {"people": people})
