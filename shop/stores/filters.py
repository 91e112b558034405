"""How lists of stores are narrowed."""

from __future__ import annotations

import django_filters
from django.db.models import Q, QuerySet

from config.kit.geo import Place, distance
from shop.stores.models import Store

FURTHEST = 100_000


class StoreFilter(django_filters.FilterSet):
    """By words, owner, whether it sells now, and within `within` metres of `lat`, `lon` (degrees)."""

    q = django_filters.CharFilter(method="by_words", label="Words in the name, the line of why or the place.")
    owner = django_filters.CharFilter(field_name="owner__username", label="Username of the owner.")
    open = django_filters.BooleanFilter(method="by_open", label="Whether one can buy there now.")
    lat = django_filters.NumberFilter(method="by_place", min_value=-90, max_value=90, label="Degrees.")
    lon = django_filters.NumberFilter(method="ignored", min_value=-180, max_value=180, label="Degrees.")
    within = django_filters.NumberFilter(
        method="ignored", min_value=1, max_value=FURTHEST, label=f"Metres, at most {FURTHEST}; 5000 if not given."
    )

    class Meta:
        model = Store
        fields = ["q", "owner", "open", "lat", "lon", "within"]

    def by_words(self, queryset: QuerySet[Store], name: str, value: str) -> QuerySet[Store]:
        return queryset.filter(Q(name__icontains=value) | Q(tagline__icontains=value) | Q(place_name__icontains=value))

    def by_open(self, queryset: QuerySet[Store], name: str, value: bool) -> QuerySet[Store]:
        return queryset.selling() if value else queryset.exclude(state=Store.State.OPEN)

    def by_place(self, queryset: QuerySet[Store], name: str, value: float) -> QuerySet[Store]:
        """The box is asked of the database; the corners are cut off here."""
        given = self.form.cleaned_data
        if given.get("lon") is None:
            return queryset
        here, metres = Place.from_degrees(float(value), float(given["lon"])), float(given.get("within") or 5000)
        rows = queryset.within(here, metres).values_list("pk", "lat", "lon")
        near = [pk for pk, lat, lon in rows if distance(here, Place(lat, lon)) <= metres]
        return queryset.filter(pk__in=near)

    def ignored(self, queryset: QuerySet[Store], name: str, value: float) -> QuerySet[Store]:
        """Read by `by_place`."""
        return queryset
