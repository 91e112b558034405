"""Stores, and drafts of stores that are being opened."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from config.kit.geo import MICRO, Place, box_around
from config.kit.references import ReferenceField

# Per cent.
MAX_COMMISSION = 50
_hiders: list[Callable[[Any], Q]] = []


def hidden_through(condition: Callable[[Any], Q]) -> Callable[[Any], Q]:
    """Register which stores a signed-in person does not see because of what a room above knows.

    `condition(person)` gives a Q over Store.
    """
    _hiders.append(condition)
    return condition


class StoreQuerySet(models.QuerySet["Store"]):
    def visible_to(self, person: Any) -> StoreQuerySet:
        """Stores that are open or on a break, without those of people blocked either way; a closed one only by its
        owner and the staff."""
        if person.is_authenticated and person.is_staff:
            return self
        seen = ~Q(state=Store.State.CLOSED) & Q(owner__is_active=True)
        if not person.is_authenticated:
            return self.filter(seen)
        stores = self.filter(seen | Q(owner=person))
        for condition in _hiders:
            stores = stores.exclude(condition(person))
        return stores

    def selling(self) -> StoreQuerySet:
        """Stores where one can buy now."""
        return self.filter(state=Store.State.OPEN, owner__is_active=True)

    def owned_by(self, person: Any) -> StoreQuerySet:
        return self.filter(owner=person) if person.is_authenticated else self.none()

    def within(self, place: Place, metres: float) -> StoreQuerySet:
        """Stores in the smallest box around `place` that holds all within `metres`; the distance is then exact
        only after `config.kit.geo.distance`."""
        box = box_around(place, metres)
        spans = Q()
        for west, east in box.spans:
            spans |= Q(lon__gte=west, lon__lte=east)
        return self.filter(spans, lat__gte=box.south, lat__lte=box.north)


class Store(models.Model):
    """A person's shop: a face, a line of why, goods."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        PAUSED = "paused", _("on a break")
        CLOSED = "closed", _("closed by the site")

    slug = models.SlugField(max_length=60, unique=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="stores")
    name = models.CharField(max_length=40)
    tagline = models.CharField(max_length=80, blank=True, help_text="One line of why.")
    story = models.TextField(blank=True, help_text="Markdown.")
    photo = models.ForeignKey("content.Picture", models.SET_NULL, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    closed_reason = models.CharField(max_length=200, blank=True)
    place_name = models.CharField(max_length=60, blank=True, help_text="As people say it: a street, a quarter.")
    lat = models.IntegerField(null=True, blank=True, help_text="Micro-degrees.")
    lon = models.IntegerField(null=True, blank=True, help_text="Micro-degrees.")
    currency = models.CharField(max_length=3, default="CNY")
    delivery_fee = models.PositiveIntegerField(default=0, help_text="Minor units, for each order.")
    delivery_note = models.CharField(max_length=120, blank=True, help_text="When and how goods leave the shop.")
    commission = models.PositiveSmallIntegerField(
        default=0,
        db_default=0,
        help_text="Per cent of the price that it says it pays those who recommend it; 0 for nothing.",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = StoreQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["lat", "lon"], name="store_place")]
        constraints = [
            models.CheckConstraint(
                condition=Q(lat=None, lon=None)
                | Q(lat__gte=-90 * MICRO, lat__lte=90 * MICRO, lon__gte=-180 * MICRO, lon__lte=180 * MICRO),
                name="store_place_on_earth",
            ),
            models.CheckConstraint(condition=Q(commission__lte=MAX_COMMISSION), name="store_commission_in_range"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("store", args=[self.slug])

    @property
    def place(self) -> Place | None:
        return Place(self.lat, self.lon) if self.lat is not None and self.lon is not None else None

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN


class StoreDraft(models.Model):
    """A store that someone is opening: every word as it was typed, kept until the store stands."""

    reference = ReferenceField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+")
    picture = models.ForeignKey("content.Picture", models.SET_NULL, null=True, blank=True, related_name="+")
    product_name = models.CharField(max_length=200, blank=True)
    price = models.CharField(max_length=40, blank=True, help_text="As typed.")
    store_name = models.CharField(max_length=200, blank=True)
    place_name = models.CharField(max_length=200, blank=True)
    lat = models.IntegerField(null=True, blank=True)
    lon = models.IntegerField(null=True, blank=True)
    contact = models.CharField(max_length=254, blank=True, help_text="E-mail or phone number, as typed.")
    store = models.OneToOneField(Store, models.CASCADE, null=True, blank=True, related_name="draft")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.store_name or self.product_name or self.reference
