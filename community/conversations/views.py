"""The thread of an order or a hail: read it, write in it, say how far one has read."""

from __future__ import annotations

from typing import Any

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from community.conversations import policies, saying
from community.conversations.finding import guests_message, guests_photo, guests_subject, hail_subject, order_subject
from community.conversations.forms import MessageForm
from community.conversations.listing import inbox
from community.conversations.models import Message, Side
from community.conversations.overseeing import note_reading
from community.conversations.reporting import report_message
from community.conversations.showing import threads_of, whole_thread
from community.conversations.subjects import Subject, subject_of
from community.moderation.forms import ReportForm
from config.kit.errors import DomainError, NotAllowed
from config.kit.http import idempotency_key, read_or_send, refusals_to, see_other
from config.kit.policies import allow, signed_in
from config.kit.toasts import say
from content.pictures.ingesting import take_picture
from content.pictures.models import Picture
from content.text.markdown import shortened
from shop.orders.models import Order

PHOTO_WIDTH = 1280


def can_see_photo(person: Any, found: tuple[Order, Picture]) -> bool:
    return policies.is_side(person, subject_of(found[0]))


@never_cache
@require_safe
@allow(signed_in)
def messages(request: HttpRequest) -> HttpResponse:
    """All one's conversations, or those with something new."""
    only_unread = "unread" in request.GET
    rows, cursor = inbox(request.user, request.GET.get("cursor"), only_unread=only_unread)
    context = {"rows": rows, "cursor": cursor, "only_unread": only_unread, "tab": "me"}
    return render(request, "conversations/inbox.html", context)


@never_cache
@read_or_send
@allow(policies.can_read, order_subject)
def order_thread(request: HttpRequest, subject: Subject) -> HttpResponse:
    return thread(request, subject)


@never_cache
@read_or_send
@allow(policies.can_read, hail_subject)
def hail_thread(request: HttpRequest, subject: Subject) -> HttpResponse:
    """The thread of a hail with one of those who were called, by the call's reference for both."""
    return thread(request, subject)


@never_cache
@read_or_send
@allow(policies.is_side, guests_subject)
def purchase_thread(request: HttpRequest, subject: Subject) -> HttpResponse:
    """The same through the purchase's link, which is all that a guest has."""
    return thread(request, subject)


def thread(request: HttpRequest, subject: Subject) -> HttpResponse:
    """All that was written; a POST writes. htmx gets the thread as it is under the order, everyone else a page."""
    form = MessageForm()
    if request.method == "POST":
        form = MessageForm(request.POST, request.FILES)
        if form.is_valid():
            with refusals_to(form):
                said(request, subject, form)
                form = MessageForm()
                if not request.headers.get("HX-Request"):
                    return see_other(f"{subject.landing(subject.side_of(request.user))}#thread-{subject.reference}")
        # What was refused, or written, may have changed what there is to see.
        subject = subject.fresh()
        if not policies.can_read(request.user, subject):
            raise subject.closed(Side.SELLER) or NotAllowed()
    elif not policies.is_side(request.user, subject):
        note_reading(request.user, subject=subject)
    status = 422 if form.errors else 200
    if request.method == "POST" and request.headers.get("HX-Request"):
        shown = threads_of([subject], request.user)[subject.pk]
        return render(request, "conversations/thread.html", {"thread": shown, "form": form}, status=status)
    shown = whole_thread(subject, request.user, request.GET.get("cursor"))
    return render(request, "conversations/page.html", {"thread": shown, "form": form}, status=status)


def said(request: HttpRequest, subject: Subject, form: MessageForm) -> None:
    """Write what the form holds. Raises DomainError; what is wrong with a photo stands in the form."""
    side, key = subject.side_of(request.user), idempotency_key(request)
    if side and saying.said_before(subject, side, key):
        return
    refused = policies.reason_not_to_say(request.user, subject)
    if refused is not None:
        raise refused
    pictures, text = photos_of(request, form), form.cleaned_data["text"]
    saying.say(request.user, **subject.about, text=text, pictures=pictures, idempotency_key=key)


def photos_of(request: HttpRequest, form: MessageForm) -> list[Picture]:
    """The form's photos, private from the start. Raises Invalid."""
    files = form.cleaned_data["photos"]
    if len(files) > saying.MOST_PICTURES:
        raise saying.TooManyPhotos
    owner = request.user if request.user.is_authenticated else None
    try:
        return [take_picture(owner, file=file, is_private=True) for file in files]
    except DomainError as error:
        error.field = "photos"
        raise


@require_POST
@allow(policies.is_side, order_subject)
def order_thread_read(request: HttpRequest, subject: Subject) -> HttpResponse:
    return mark_read(request, subject)


@require_POST
@allow(policies.is_side, hail_subject)
def hail_thread_read(request: HttpRequest, subject: Subject) -> HttpResponse:
    return mark_read(request, subject)


@require_POST
@allow(policies.is_side, guests_subject)
def purchase_thread_read(request: HttpRequest, subject: Subject) -> HttpResponse:
    return mark_read(request, subject)


def mark_read(request: HttpRequest, subject: Subject) -> HttpResponse:
    """What the other side wrote was seen. Nothing to show: the mark goes out of the page."""
    saying.read(request.user, **subject.about)
    return HttpResponse()


@never_cache
@read_or_send
@allow(policies.can_report, guests_message)
def purchase_report(request: HttpRequest, message: Message) -> HttpResponse:
    """Say why a message should not be here, through the purchase's link."""
    form = ReportForm(request.POST if request.method == "POST" else None)
    back = f"{message.order.purchase.get_absolute_url()}#message-{message.reference}"
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            report_message(request.user, message=message, **form.cleaned_data)
            say(request, _("Thank you. The moderators will look at it."))
            return see_other(back)
    excerpt = shortened(message.text or _("Photo"), 120)
    context = {"form": form, "excerpt": excerpt, "name": f"message:{message.reference}", "back": back}
    return render(request, "moderation/report.html", context, status=400 if form.errors else 200)


@never_cache
@require_safe
@allow(can_see_photo, guests_photo)
def purchase_photo(request: HttpRequest, found: tuple[Order, Picture]) -> HttpResponse:
    """A photo of a guest's thread, which is kept by no cache."""
    picture = found[1]
    width = next((have for have in picture.widths if have >= PHOTO_WIDTH), picture.width)
    try:
        file = default_storage.open(picture.file_name(width))
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(file, content_type="image/webp")
    response["X-Content-Type-Options"] = "nosniff"
    return response
