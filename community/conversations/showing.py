"""What a thread shows: the latest of what was written, who wrote it, and how far the other side has read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Prefetch, Window
from django.db.models.functions import RowNumber
from django.urls import reverse

from community.conversations.models import Conversation, Message, MessagePicture, ReadMark, Side
from community.conversations.reporting import guests_reports
from community.conversations.subjects import Subject, subject_of
from community.moderation.models import Report
from community.moderation.restricting import What, kept_from
from config.kit import cursors
from config.kit.errors import DomainError
from config.kit.references import new_reference

# On the page of the order or the hail, and on a page of the whole thread.
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
    """The conversation about an order or a hail as its reader sees it; `side` is None for the staff.

    `closed` says why one cannot write now, `onward` is where the two write to each other since.
    """

    subject: Subject
    side: Side | None
    bubbles: list[Bubble] = field(default_factory=list)
    earlier: str = ""
    unread: int = 0
    closed: str = ""
    onward: str = ""
    is_guest: bool = False
    key: str = field(default_factory=new_reference)

    template = "conversations/thread.html"

    @property
    def other(self) -> str:
        """Whom one writes to."""
        return self.subject.name_of(Side.SELLER if self.side == Side.BUYER else Side.BUYER)

    @property
    def is_alone(self) -> bool:
        """Whether it always has a page of its own, on which writing is what there is to do."""
        return self.subject.kind == Conversation.Kind.HAIL

    @property
    def about(self) -> str:
        """What it is about, in a line."""
        return self.subject.summary(self.side or Side.SELLER)

    @property
    def reference(self) -> str:
        return self.subject.reference

    @property
    def url(self) -> str:
        """Where one writes, and reads all of it."""
        return self.subject.path("thread", is_guest=self.is_guest)

    @property
    def read_url(self) -> str:
        return self.subject.path("thread_read", is_guest=self.is_guest)

    @property
    def place(self) -> str:
        """The page of what it is about."""
        return self.subject.place(self.side)


def threads_of(things: Iterable[Any], viewer: Any) -> dict[int, Thread]:
    """The latest of each conversation, by primary key, for those orders, or those calls, of which the viewer is a side.

    Five queries and those that say whether an order that is over can still be written about; for each call two.
    """
    rows = {subject.pk: subject for subject in map(subject_of, things) if subject.side_of(viewer) is not None}
    if not rows:
        return {}
    field = next(iter(rows.values())).field
    number = Window(RowNumber(), partition_by=F("conversation"), order_by=F("id").desc())
    about = {f"conversation__{field}__in": rows}
    latest = Message.objects.filter(**about).annotate(number=number).filter(number__lte=FEW + 1)
    messages: dict[int, list[Message]] = {}
    for message in _with_pictures(latest.select_related("conversation").order_by("id")):
        messages.setdefault(getattr(message.conversation, f"{field}_id"), []).append(message)
    page = _Page(viewer, FEW, _marks(field, rows), _reported(rows.values(), viewer), kept_from(viewer, What.MESSAGE))
    return {pk: page.thread(subject, messages.get(pk, [])) for pk, subject in rows.items()}


def whole_thread(thing: Any, viewer: Any, cursor: str | None = None) -> Thread:
    """A page of the conversation about `thing` (see `subject_of`), from its end, or above `cursor` back in time."""
    subject = subject_of(thing)
    rows = Message.objects.filter(**{f"conversation__{subject.field}": subject.pk})
    below = cursors.decode_id(cursor)
    if below is not None:
        rows = rows.filter(pk__lt=below)
    found = list(_with_pictures(rows.order_by("-id"))[: PAGE + 1])[::-1]
    marks, reported = _marks(subject.field, [subject.pk]), _reported([subject], viewer)
    return _Page(viewer, PAGE, marks, reported, kept_from(viewer, What.MESSAGE)).thread(subject, found)


def _with_pictures(messages: Any) -> Any:
    return messages.prefetch_related(Prefetch("pictures", MessagePicture.objects.select_related("picture")))


def _marks(field: str, keys: Iterable[int]) -> dict[tuple[int, str], int]:
    """How far each side of each subject has read."""
    about = f"conversation__{field}"
    rows = ReadMark.objects.filter(**{f"{about}__in": list(keys)})
    return {(pk, side): upto for pk, side, upto in rows.values_list(about, "side", "upto")}


def _reported(subjects: Iterable[Subject], viewer: Any) -> dict[int, Report]:
    """What a guest reported, by primary key of the message; members have a list of their reports."""
    theirs = [subject.about["order"] for subject in subjects if subject.is_guest(subject.side_of(viewer))]
    return {row.target_id: row for row in guests_reports(theirs)} if theirs else {}


@dataclass(frozen=True)
class _Page:
    """What the threads of a page share: their reader, how much of each is shown, how far who has read, what a guest
    reported, and what keeps the reader from writing anywhere."""

    viewer: Any
    most: int
    marks: dict[tuple[int, str], int]
    reported: dict[int, Report]
    kept: DomainError | None

    def thread(self, subject: Subject, found: list[Message]) -> Thread:
        """Of `found`, oldest first, one more than `most` tells that there is something earlier."""
        side = subject.side_of(self.viewer)
        shown = found[-self.most :]
        mine = self.marks.get((subject.pk, side or ""), 0)
        refused = (subject.closed(side) or self.kept) if side else None
        return Thread(
            subject=subject,
            side=side,
            bubbles=[self._bubble(message, subject, side) for message in shown],
            earlier=cursors.encode(shown[0].pk) if len(found) > self.most else "",
            unread=sum(1 for message in shown if side and message.side != side and message.pk > mine),
            closed=str(refused) if refused else "",
            onward=subject.onward() if side else "",
            is_guest=subject.is_guest(side),
        )

    def _bubble(self, message: Message, subject: Subject, side: Side | None) -> Bubble:
        is_mine = message.side == side
        is_shown = not message.is_hidden or side is None
        is_guest, made = subject.is_guest(side), self.reported.get(message.pk)
        theirs = self.marks.get((subject.pk, side.other if side else ""), 0)
        pictures = [hung.picture for hung in message.pictures.all()] if is_shown else []
        can_report = side is not None and not is_mine and not message.is_hidden and made is None
        return Bubble(
            message=message,
            name=subject.name_of(message.side),
            is_mine=is_mine,
            is_read=is_mine and message.pk <= theirs,
            is_shown=is_shown,
            report_url=report_path(subject, message, is_guest) if can_report else "",
            reported=made,
            pictures=[(picture_path(subject, picture, is_guest), picture) for picture in pictures],
        )


def report_path(subject: Subject, message: Message, is_guest: bool) -> str:
    """Where the message is reported: a guest does so through the purchase."""
    if is_guest:
        purchase = subject.about["order"].purchase
        return reverse("purchase_report", args=[purchase.reference, subject.reference, message.reference])
    return f"{reverse('report')}?target=message:{message.reference}"


def picture_path(subject: Subject, picture: Any, is_guest: bool) -> str:
    """Where the photo is had: a guest, whom the site knows by the purchase alone, gets it through that."""
    if is_guest:
        purchase = subject.about["order"].purchase
        return reverse("purchase_photo", args=[purchase.reference, subject.reference, picture.reference])
    return picture.url(640)
