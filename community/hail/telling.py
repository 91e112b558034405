"""Hails with all that a list of them tells its reader, in a constant number of queries."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models import Exists, IntegerField, OuterRef, Prefetch, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from community.groups.models import Group
from community.hail.models import Hail, HailGroup, HailPicture, Second
from config.kit.counting import number_of


def told(hails: Any, person: Any) -> QuerySet[Hail]:
    """With tags, photos, the groups that the person is in (`shared_groups`), and counts: `called_count` stores,
    `answered_count` of them and of those who came by themselves, `offer_count` that can be chosen, `second_count`
    people and `second_pieces` of it, `my_pieces` (None: not wanted); and whether a worker `calls_more` by and by.
    Three queries more."""
    calls = apps.get_model("community", "Call").objects.filter(hail=OuterRef("pk"))
    offers = apps.get_model("community", "Offer").objects.filter(hail=OuterRef("pk"))
    waves = apps.get_model("community", "Wave").objects.filter(hail=OuterRef("pk"))
    seconds = Second.objects.filter(hail=OuterRef("pk"), person__is_active=True).order_by()
    pieces = seconds.values("hail").annotate(sum=Sum("quantity")).values("sum")
    mine = Group.objects.joined_by(person).values("pk")
    shared = HailGroup.objects.filter(group__in=mine).select_related("group").order_by("id")
    rows: QuerySet[Hail] = hails.annotate(
        called_count=number_of(calls.filter(wave__gt=0)),
        answered_count=number_of(offers.answers(), of="store"),
        calls_more=Exists(waves.filter(done_at=None)),
        offer_count=number_of(offers.open()),
        second_count=number_of(seconds),
        second_pieces=Coalesce(Subquery(pieces, output_field=IntegerField()), Value(0)),
        my_pieces=Subquery(seconds.filter(person=person.pk).values("quantity")[:1]),
    ).prefetch_related(
        "tags",
        Prefetch("pictures", HailPicture.objects.select_related("picture")),
        Prefetch("in_groups", shared, to_attr="shared_groups"),
    )
    return rows
