"""What a thread shows: the latest of what was written, who wrote it, and how far the other side has read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Prefetch, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils.translation import gettext as _

from community.conversations.models import Message, MessagePicture, ReadMark, Side
from community.conversations.policies import reason_it_is_closed, side_of
from community.conversations.reporting import guests_reports
from community.moderation.models import Report
from community.moderation.restricting import What, kept_from
from config.kit import cursors
from config.kit.errors import DomainError
from config.kit.references import new_reference
from shop.orders.models import Order

# On an order's page, and on a page of the whole thread.
FEW = 20
PAGE = 40


@dataclass(frozen=True)
class Bubble:
    """A message as one side sees it. `pictures` are (address, picture).

    Of what is hidden nobody sees words or photos but the staff. `report_url` is where it can be reported, "" where it
    cannot; `reported` a guest's own report, for a guest has no list of them.
    """

    message: Message
    name: str
    is_mine: bool
    is_read: bool
    is_shown: bool
    report_url: str
    reported: Any
    pictures: list[tuple[str, Any]]

    @property
    def text(self) -> str:
        return self.message.text if self.is_shown else ""


@dataclass(frozen=True)
class Thread:
    """The conversation about an order as its reader sees it; `side` is None for the staff."""

    order: Order
    side: Side | None
    bubbles: list[Bubble] = field(default_factory=list)
    earlier: str = ""
    unread: int = 0
    closed: str = ""
    is_guest: bool = False
    key: str = field(default_factory=new_reference)

    template = "conversations/thread.html"

    @property
    def other(self) -> str:
        """Whom one writes to."""
        return self.order.store.name if self.side == Side.BUYER else name_of(self.order, Side.BUYER)

    @property
    def url(self) -> str:
        """Where one writes, and reads all of it."""
        return self._path("thread")

    @property
    def read_url(self) -> str:
        return self._path("thread_read")

    @property
    def order_url(self) -> str:
        return self.order.purchase.get_absolute_url() if self.is_guest else self.order.get_absolute_url()

    def _path(self, name: str) -> str:
        if self.is_guest:
            return reverse(f"purchase_{name}", args=[self.order.purchase.reference, self.order.reference])
        return reverse(f"order_{name}", args=[self.order.reference])


def name_of(order: Order, side: str) -> str:
    """How a side is called: the store by its name, a buyer by theirs or as whoever gets the goods."""
    if side == Side.SELLER:
        return order.store.name
    return str(order.buyer) if order.buyer_id else order.purchase.recipient or _("The buyer")


def threads_of(orders: Iterable[Order], viewer: Any) -> dict[int, Thread]:
    """The latest of each conversation, by primary key of the order, for orders of which the viewer is a side.

    Five queries and those that say whether an order that is over can still be written about.
    """
    rows = {order.pk: order for order in orders if side_of(viewer, order) is not None}
    if not rows:
        return {}
    number = Window(RowNumber(), partition_by=F("conversation"), order_by=F("id").desc())
    latest = Message.objects.filter(conversation__order__in=rows).annotate(number=number).filter(number__lte=FEW + 1)
    messages: dict[int, list[Message]] = {}
    for message in _with_pictures(latest.select_related("conversation").order_by("id")):
        messages.setdefault(message.conversation.order_id, []).append(message)
    marks, reported, kept = _marks(rows), _reported(rows.values(), viewer), kept_from(viewer, What.MESSAGE)
    return {pk: _thread(order, viewer, messages.get(pk, []), marks, reported, kept, FEW) for pk, order in rows.items()}


def whole_thread(order: Order, viewer: Any, cursor: str | None = None) -> Thread:
    """A page of the conversation, from its end, or above `cursor` back in time."""
    rows = Message.objects.filter(conversation__order=order)
    below = cursors.decode_id(cursor)
    if below is not None:
        rows = rows.filter(pk__lt=below)
    found = list(_with_pictures(rows.order_by("-id"))[: PAGE + 1])[::-1]
    return _thread(
        order, viewer, found, _marks([order.pk]), _reported([order], viewer), kept_from(viewer, What.MESSAGE), PAGE
    )


def _with_pictures(messages: Any) -> Any:
    return messages.prefetch_related(Prefetch("pictures", MessagePicture.objects.select_related("picture")))


def _marks(orders: Iterable[int]) -> dict[tuple[int, str], int]:
    """How far each side of each order has read."""
    rows = ReadMark.objects.filter(conversation__order__in=list(orders))
    return {(order, side): upto for order, side, upto in rows.values_list("conversation__order", "side", "upto")}


def _is_guest(viewer: Any, order: Order) -> bool:
    return order.buyer_id is None and side_of(viewer, order) == Side.BUYER


def _reported(orders: Iterable[Order], viewer: Any) -> dict[int, Report]:
    """What a guest reported, by primary key of the message; members have a list of their reports."""
    theirs = [order for order in orders if _is_guest(viewer, order)]
    return {row.target_id: row for row in guests_reports(theirs)} if theirs else {}


def _thread(
    order: Order,
    viewer: Any,
    found: list[Message],
    marks: dict[tuple[int, str], int],
    reported: dict[int, Report],
    kept: DomainError | None,
    most: int,
) -> Thread:
    side = side_of(viewer, order)
    shown = found[-most:]
    mine = marks.get((order.pk, side or ""), 0)
    theirs = marks.get((order.pk, side.other if side else ""), 0)
    is_guest = _is_guest(viewer, order)
    refused = (reason_it_is_closed(viewer, order) or kept) if side else None
    return Thread(
        order=order,
        side=side,
        bubbles=[_bubble(message, order, side, theirs, is_guest, reported.get(message.pk)) for message in shown],
        earlier=cursors.encode(shown[0].pk) if len(found) > most else "",
        unread=sum(1 for message in shown if side and message.side != side and message.pk > mine),
        closed=str(refused) if refused else "",
        is_guest=is_guest,
    )


def _bubble(
    message: Message, order: Order, side: Side | None, theirs: int, is_guest: bool, reported: Report | None
) -> Bubble:
    is_mine = message.side == side
    is_shown = not message.is_hidden or side is None
    pictures = [hung.picture for hung in message.pictures.all()] if is_shown else []
    can_report = side is not None and not is_mine and not message.is_hidden and reported is None
    return Bubble(
        message=message,
        name=name_of(order, message.side),
        is_mine=is_mine,
        is_read=is_mine and message.pk <= theirs,
        is_shown=is_shown,
        report_url=report_path(order, message, is_guest) if can_report else "",
        reported=reported,
        pictures=[(picture_path(order, picture, is_guest), picture) for picture in pictures],
    )


def report_path(order: Order, message: Message, is_guest: bool) -> str:
    """Where the message is reported: a guest does so through the purchase."""
    if is_guest:
        return reverse("purchase_report", args=[order.purchase.reference, order.reference, message.reference])
    return f"{reverse('report')}?target=message:{message.reference}"


def picture_path(order: Order, picture: Any, is_guest: bool) -> str:
    """Where the photo is had: a guest, whom the site knows by the purchase alone, gets it through that."""
    if is_guest:
        return reverse("purchase_photo", args=[order.purchase.reference, order.reference, picture.reference])
    return picture.url(640)
