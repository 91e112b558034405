"""Buying together: what somebody hailed for, at the price that a seller gives from so many pieces on."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from community.channels.models import Subscription
from community.groups.models import Group
from community.hail.models import Hail
from community.offers.models import MOST_PIECES, Offer
from community.people.models import Block
from config.kit.claims import Claimable
from config.kit.money import Money
from config.kit.references import ReferenceField


class GroupBuyQuerySet(models.QuerySet["GroupBuy"]):
    def open(self) -> GroupBuyQuerySet:
        """Those that can be joined now, whether or not a worker has closed what is over."""
        return self.filter(state=GroupBuy.State.OPEN, closes_at__gt=timezone.now())

    def visible_to(self, person: Any) -> GroupBuyQuerySet:
        """Open ones of groups of which one is a member, but for those sold by people blocked either way, and those
        begun by who blocked one; any that one joined, began or sells. The staff sees all."""
        if not person.is_authenticated:
            return self.none()
        if person.is_staff:
            return self
        joined = Participation.objects.filter(person=person).exclude(state=Participation.State.LEFT)
        mine = Q(organiser=person) | Q(seller=person) | Q(pk__in=joined.values("buy"))
        return self.filter(mine | Q(pk__in=self.open_to(person).values("pk")))

    def open_to(self, person: Any) -> GroupBuyQuerySet:
        """Those that one can join as a member of a group."""
        members = Subscription.objects.active().filter(person=person, channel__group=OuterRef("group"))
        asked = GroupBuyGroup.objects.filter(Exists(members), buy=OuterRef("pk"), group__closed_at=None)
        stands = self.open().filter(Exists(asked)).exclude(seller__in=Block.between(person))
        return stands.exclude(organiser__in=Block.against(person))


class GroupBuy(Claimable):
    """Members of the groups in which something was hailed for buy it together, each an order of their own.

    Nothing is owed before it is reached. What was agreed stands here as the offer said it when the hailer took it up.
    As work it is due when it closes: then it is decided, and where it was reached the orders are placed.
    """

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("group-buy", "open")
        REACHED = "reached", _("reached")
        FAILED = "failed", _("not enough")
        CANCELLED = "cancelled", _("called off")

    reference = ReferenceField()
    hail = models.OneToOneField(Hail, models.SET_NULL, null=True, blank=True, related_name="group_buy")
    offer = models.OneToOneField(Offer, models.SET_NULL, null=True, blank=True, related_name="group_buy")
    organiser = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="group_buys"
    )
    store = models.ForeignKey("shop.Store", models.CASCADE, related_name="group_buys")
    seller = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    variant = models.ForeignKey("shop.Variant", models.SET_NULL, null=True, blank=True, related_name="+")
    title = models.CharField(max_length=80)
    unit_price = models.PositiveIntegerField(help_text="Minor units of the store's currency.")
    delivery_fee = models.PositiveIntegerField(default=0, help_text="Minor units, once an order.")
    currency = models.CharField(max_length=3)
    least = models.PositiveSmallIntegerField(help_text="So many pieces must come together.")
    closes_at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=State, default=State.OPEN)
    created_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = GroupBuyQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(least__gte=2), name="group_buy_of_several"),
            models.CheckConstraint(
                condition=Q(state="open", closed_at=None)
                | Q(state__in=("reached", "failed", "cancelled"), closed_at__isnull=False),
                name="group_buy_closed_or_open",
            ),
        ]
        indexes = [models.Index(fields=["due_at"], condition=Q(done_at=None), name="group_buy_due")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("group_buy", args=[self.reference])

    @property
    def is_open(self) -> bool:
        """Whether one can join now."""
        return self.state == self.State.OPEN and self.closes_at > timezone.now()

    @property
    def stands(self) -> bool:
        """Whether something may come of it, or did."""
        return self.state in (self.State.OPEN, self.State.REACHED)

    @property
    def unit_money(self) -> Money:
        return Money(self.unit_price, self.currency)

    @property
    def delivery_money(self) -> Money:
        return Money(self.delivery_fee, self.currency)

    @property
    def pieces(self) -> int:
        """How many have come together. One query."""
        return self.participations.standing().aggregate(pieces=Sum("quantity"))["pieces"] or 0


class GroupBuyGroup(models.Model):
    """A group whose members may join."""

    buy = models.ForeignKey(GroupBuy, models.CASCADE, related_name="in_groups")
    group = models.ForeignKey(Group, models.CASCADE, related_name="group_buys")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["buy", "group"], name="group_buy_in_group_once")]

    def __str__(self) -> str:
        return f"{self.buy} · {self.group}"


class ParticipationQuerySet(models.QuerySet["Participation"]):
    def standing(self) -> ParticipationQuerySet:
        """Those who did not leave."""
        return self.exclude(state=Participation.State.LEFT)

    def in_line(self) -> ParticipationQuerySet:
        """Those who still wait for their order, the first to join first: so they are served."""
        return self.filter(state=Participation.State.JOINED).order_by("joined_at", "pk")


class Participation(models.Model):
    """That somebody joined, how many pieces they want and where to. Nobody else reads it; the seller reads the order.

    The address is gone once the order holds it, or there will be none.
    """

    class State(models.TextChoices):
        JOINED = "joined", _("joined")
        LEFT = "left", pgettext_lazy("group-buy", "left")
        ORDERED = "ordered", _("ordered")
        SOLD_OUT = "sold_out", _("nothing was left")
        REFUSED = "refused", _("not possible")
        OVER = "over", _("nothing came of it")

    buy = models.ForeignKey(GroupBuy, models.CASCADE, related_name="participations")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="participations")
    quantity = models.PositiveSmallIntegerField()
    recipient = models.CharField(max_length=40, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    street = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.JOINED)
    order = models.OneToOneField("shop.Order", models.PROTECT, null=True, blank=True, related_name="participation")
    reason = models.CharField(max_length=200, blank=True, help_text="Why there is no order, as they were told.")
    joined_at = models.DateTimeField(default=timezone.now)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        ordering = ["joined_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["buy", "person"], name="joined_once"),
            models.CheckConstraint(
                condition=Q(quantity__gte=1, quantity__lte=MOST_PIECES), name="participation_quantity"
            ),
            models.CheckConstraint(
                condition=Q(state="ordered", order__isnull=False) | (~Q(state="ordered") & Q(order=None)),
                name="participation_ordered_has_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.buy}"
