"""Conversations: what two sides write to each other about an order or a hail, and to nobody else."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from community.calling.models import Call
from config.kit.policies import staff
from config.kit.references import ReferenceField
from content.pictures.models import readable_through
from content.text.plain import render_text


class Side(models.TextChoices):
    """Which of the two speaks. A buyer without an account has a side, though no name."""

    BUYER = "buyer", _("buyer")
    SELLER = "seller", _("seller")

    @property
    def other(self) -> Side:
        return Side.SELLER if self == Side.BUYER else Side.BUYER


class ConversationQuerySet(models.QuerySet["Conversation"]):
    def visible_to(self, person: Any) -> ConversationQuerySet:
        """Those of which one is a side; the staff sees besides those in which something was reported.

        A buyer without an account comes to theirs through the purchase.
        """
        if not person.is_authenticated or not person.is_active:
            return self.none()
        seen = _bought_by(person) | _sold_by(person)
        if person.is_staff:
            seen |= Q(reported_at__isnull=False)
        return self.filter(seen)

    def of_sides(self, person: Any) -> ConversationQuerySet:
        """Those of which one is a side."""
        if not person.is_authenticated:
            return self.none()
        return self.filter(_bought_by(person) | _sold_by(person))

    def unread_by(self, person: Any) -> ConversationQuerySet:
        """Those of one's own in which the other side wrote last, and one has not read it.

        Whoever writes has read what came before, so the last message tells.
        """
        if not person.is_authenticated:
            return self.none()
        seen = ReadMark.objects.filter(conversation=OuterRef("pk"), upto__gte=OuterRef("last_id"))
        bought = _bought_by(person) & Q(last__side=Side.SELLER) & ~Exists(seen.filter(side=Side.BUYER))
        sold = _sold_by(person) & Q(last__side=Side.BUYER) & ~Exists(seen.filter(side=Side.SELLER))
        return self.filter(bought | sold)

    def at(self, store: Any) -> ConversationQuerySet:
        """Those of which the store is a side."""
        return self.filter(Q(order__store=store) | Q(call__store=store))


def _bought_by(person: Any) -> Q:
    """Of which the person is the buyer, or hails."""
    return Q(order__buyer=person) | Q(call__hail__person=person)


def _sold_by(person: Any) -> Q:
    """Of which a store of the person's is the other side; about a hail only as long as its call stands."""
    return Q(order__store__owner=person) | Q(call__in=Call.objects.standing_for(person))


class Conversation(models.Model):
    """What is written about one thing between its two sides; made with its first message."""

    class Kind(models.TextChoices):
        ORDER = "order", _("order")
        HAIL = "hail", _("hail")

    reference = ReferenceField()
    kind = models.CharField(max_length=5, choices=Kind, default=Kind.ORDER)
    order = models.OneToOneField("shop.Order", models.CASCADE, null=True, blank=True, related_name="conversation")
    call = models.OneToOneField("community.Call", models.CASCADE, null=True, blank=True, related_name="conversation")
    last = models.ForeignKey(
        "community.Message",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="What was written last.",
    )
    reported_at = models.DateTimeField(null=True, blank=True, help_text="Since when the staff may read it.")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ConversationQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="order", order__isnull=False, call=None)
                | Q(kind="hail", order=None, call__isnull=False),
                name="conversation_about_exactly_one",
            )
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return self.subject.path("thread")

    @property
    def subject(self) -> Any:
        """What it is about: a `subjects.Subject`, which knows the state of this moment."""
        from community.conversations.subjects import subject_of

        return subject_of(self.order or self.call)


class MessageQuerySet(models.QuerySet["Message"]):
    def visible_to(self, person: Any) -> MessageQuerySet:
        """Those of conversations that the person may read; what was hidden only for the staff."""
        seen = self.filter(conversation__in=Conversation.objects.visible_to(person))
        return seen if staff(person) else seen.filter(state=Message.State.VISIBLE)


class Message(models.Model):
    """What one side wrote. `sender` is None for a buyer without an account, and where the account is gone."""

    class State(models.TextChoices):
        VISIBLE = "visible", _("visible")
        HIDDEN = "hidden", _("hidden by a moderator")

    reference = ReferenceField()
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="messages", db_index=False)
    side = models.CharField(max_length=6, choices=Side)
    sender = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    text = models.TextField(blank=True)
    state = models.CharField(max_length=7, choices=State, default=State.VISIBLE)
    hidden_reason = models.CharField(max_length=200, blank=True)
    # NULL where none was given: an empty text would be a key that all share.
    idempotency_key = models.CharField(max_length=64, null=True, blank=True, editable=False)  # noqa: DJ001
    created_at = models.DateTimeField(auto_now_add=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["conversation", "-id"], name="message_by_conversation")]
        constraints = [
            models.UniqueConstraint(fields=["conversation", "side", "idempotency_key"], name="message_said_once"),
            models.CheckConstraint(condition=Q(side__in=Side.values), name="message_of_a_side"),
            models.CheckConstraint(condition=Q(state__in=("visible", "hidden")), name="message_stands_or_not"),
        ]

    def __str__(self) -> str:
        return self.text[:40] or self.reference

    @property
    def body(self) -> SafeString:
        return render_text(self.text)

    @property
    def order(self) -> Any:
        """What it is about, None where that is a hail."""
        return self.conversation.order

    @property
    def subject(self) -> Any:
        """What it is about: see `Conversation.subject`."""
        return self.conversation.subject

    @property
    def is_hidden(self) -> bool:
        return self.state == self.State.HIDDEN


class MessagePicture(models.Model):
    """A photo of a message, in the order its sender chose."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="pictures")
    picture = models.ForeignKey("content.Picture", models.CASCADE, related_name="hung_in_messages")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return f"{self.message} {self.position}"


@readable_through
def pictures_of_messages(person: Any) -> Q:
    """A message's photos are seen by whoever may read the message."""
    return Q(pk__in=MessagePicture.objects.filter(message__in=Message.objects.visible_to(person)).values("picture_id"))


class ReadMark(models.Model):
    """How far one side has read: up to the message with the id `upto`."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="marks")
    side = models.CharField(max_length=6, choices=Side)
    upto = models.BigIntegerField(default=0)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "side"], name="one_mark_a_side"),
            models.CheckConstraint(condition=Q(side__in=Side.values), name="mark_of_a_side"),
        ]

    def __str__(self) -> str:
        return f"{self.conversation} {self.side} {self.upto}"


class StaffReading(models.Model):
    """That somebody of the staff read a conversation in which something was reported. Written once."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="readings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.person} {self.at:%Y-%m-%d %H:%M}"
