"""Offers: what stores answer to a hail."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from community.calling.models import Call
from community.hail.models import Hail
from community.people.models import Block
from config.kit.money import Money
from config.kit.references import ReferenceField
from content.pictures.models import readable_through

MOST_PIECES = 999


class OfferQuerySet(models.QuerySet["Offer"]):
    def visible_to(self, person: Any) -> OfferQuerySet:
        """The hailer sees all that were not withdrawn or hidden, but for those of people blocked either way, and
        whatever they chose or buy together; a seller their own, as long as they may see the hail; the staff all."""
        if not person.is_authenticated:
            return self.none()
        if person.is_staff:
            return self
        standing = ~Q(state=Offer.State.WITHDRAWN) & Q(hidden_at=None, call__ended_at=None)
        standing &= ~Q(seller__in=Block.between(person))
        theirs = Q(hail__person=person) & (standing | Q(state__in=Offer.TAKEN))
        mine = Q(seller=person, hail__in=Hail.objects.visible_to(person))
        return self.filter(theirs | mine)

    def binding(self) -> OfferQuerySet:
        """Those to which their seller is held: open ones, hidden or run out though they be, and what was taken up."""
        return self.filter(state__in=(Offer.State.OPEN, *Offer.TAKEN))

    def answers(self) -> OfferQuerySet:
        """Those that count as an answer to their hail, whatever became of it."""
        return self.filter(hidden_at=None).exclude(state=Offer.State.WITHDRAWN)

    def open(self) -> OfferQuerySet:
        """Those that can be chosen now, if their hail can be."""
        return self.filter(state=Offer.State.OPEN, hidden_at=None, valid_until__gt=timezone.now())


class Offer(models.Model):
    """What a store would do for a hail, at what price. Changed in place: what stood before are its `revisions`.

    `variant` is None for something made for this hail alone. `order` is what became of it where it was chosen.
    """

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("offer", "open")
        WITHDRAWN = "withdrawn", _("withdrawn")
        CHOSEN = "chosen", _("chosen")
        PASSED = "passed", _("another was chosen")
        ENDED = "ended", _("ended with its hail")
        TOGETHER = "together", _("bought together")

    # What its hailer took up, alone or with others.
    TAKEN = (State.CHOSEN, State.TOGETHER)

    reference = ReferenceField()
    hail = models.ForeignKey(Hail, models.CASCADE, related_name="offers")
    call = models.ForeignKey(Call, models.CASCADE, related_name="offers")
    store = models.ForeignKey("shop.Store", models.CASCADE, related_name="offers")
    seller = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="offers")
    variant = models.ForeignKey("shop.Variant", models.SET_NULL, null=True, blank=True, related_name="+")
    title = models.CharField(max_length=80)
    quantity = models.PositiveSmallIntegerField(default=1)
    unit_price = models.PositiveIntegerField(help_text="Minor units of the store's currency.")
    delivery_fee = models.PositiveIntegerField(default=0, help_text="Minor units.")
    currency = models.CharField(max_length=3)
    ready_on = models.DateField(null=True, blank=True, help_text="By when the buyer has it: a promise.")
    delivery_note = models.CharField(max_length=120, blank=True)
    words = models.CharField(max_length=500, blank=True)
    knows = models.CharField(max_length=300, blank=True, help_text="What the seller knows about it, for this need.")
    valid_until = models.DateTimeField()
    together_from = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="From so many pieces on, for everybody who joins; none: not bought together."
    )
    together_price = models.PositiveIntegerField(
        null=True, blank=True, help_text="Minor units: what a piece costs then."
    )
    version = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=9, choices=State, default=State.OPEN)
    order = models.OneToOneField("shop.Order", models.PROTECT, null=True, blank=True, related_name="offer")
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True, help_text="By a moderator.")
    hidden_reason = models.CharField(max_length=200, blank=True)
    idempotency_key = models.CharField(max_length=64, blank=True, editable=False)

    objects = OfferQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["hail", "seller"], condition=Q(state="open"), name="one_open_offer_a_seller"
            ),
            models.UniqueConstraint(fields=["hail"], condition=Q(state="chosen"), name="one_chosen_offer_a_hail"),
            models.UniqueConstraint(
                fields=["seller", "idempotency_key"], condition=~Q(idempotency_key=""), name="offer_made_once"
            ),
            models.CheckConstraint(
                condition=Q(state="chosen", order__isnull=False) | (~Q(state="chosen") & Q(order=None)),
                name="offer_chosen_is_ordered",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("open", "withdrawn", "chosen", "passed", "ended", "together")),
                name="offer_state",
            ),
            models.CheckConstraint(
                condition=Q(together_from=None, together_price=None)
                | Q(together_from__gte=2, together_price__isnull=False, together_price__lte=F("unit_price")),
                name="offer_together_is_no_dearer",
            ),
            models.CheckConstraint(condition=Q(quantity__gte=1, quantity__lte=MOST_PIECES), name="offer_not_empty"),
        ]
        indexes = [models.Index(fields=["seller", "-id"], name="offer_of_seller")]

    def __str__(self) -> str:
        return f"{self.store}: {self.title}"

    def get_absolute_url(self) -> str:
        return f"{self.hail.get_absolute_url()}#offer-{self.reference}"

    @property
    def unit_money(self) -> Money:
        return Money(self.unit_price, self.currency)

    @property
    def delivery_money(self) -> Money:
        return Money(self.delivery_fee, self.currency)

    @property
    def goods_money(self) -> Money:
        return self.unit_money * self.quantity

    @property
    def money(self) -> Money:
        """All of it, with delivery."""
        return self.goods_money + self.delivery_money

    @property
    def together_money(self) -> Money | None:
        """What a piece costs those who buy it together."""
        return Money(self.together_price, self.currency) if self.together_price is not None else None

    @property
    def is_valid(self) -> bool:
        """Whether it can be chosen, if its hail can be."""
        return self.state == self.State.OPEN and self.hidden_at is None and self.valid_until > timezone.now()


class OfferPicture(models.Model):
    """A photo of an offer, in the order its seller chose."""

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="pictures")
    picture = models.ForeignKey("content.Picture", models.CASCADE, related_name="hung_in_offers")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return f"{self.offer} {self.position}"


@readable_through
def pictures_of_offers(person: Any) -> Q:
    """An offer's photos are seen by whoever may read the offer."""
    return Q(pk__in=OfferPicture.objects.filter(offer__in=Offer.objects.visible_to(person)).values("picture_id"))


class OfferRevision(models.Model):
    """What an offer said before it was changed: the values of `offers.making.TERMS` by name."""

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="revisions")
    version = models.PositiveSmallIntegerField()
    said = models.JSONField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["version"]
        constraints = [models.UniqueConstraint(fields=["offer", "version"], name="offer_revision_once")]

    def __str__(self) -> str:
        return f"{self.offer} {self.version}"


class Outcome(models.Model):
    """What the buyer says of what was promised in an offer that they chose; see `offers.outcomes`."""

    class Came(models.TextChoices):
        ON_TIME = "on_time", _("on time")
        LATE = "late", _("late")
        NEVER = "never", _("not at all")

    offer = models.OneToOneField(Offer, models.CASCADE, related_name="outcome")
    came = models.CharField(max_length=7, choices=Came)
    as_promised = models.BooleanField(null=True, blank=True, help_text="None where it never came.")
    words = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=timezone.now, help_text="When it was first said.")
    changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(came__in=("on_time", "late", "never")), name="outcome_came"),
            models.CheckConstraint(
                condition=Q(came="never", as_promised=None) | (~Q(came="never") & Q(as_promised__isnull=False)),
                name="outcome_said_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offer}: {self.came}"

    @property
    def is_kept(self) -> bool:
        """Whether all was as it was promised."""
        return self.came == self.Came.ON_TIME and bool(self.as_promised)
