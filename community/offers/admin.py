"""Offers and what came of them, for operators."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from community.offers.hiding import hide_offer, restore_offer
from community.offers.models import Offer, OfferPicture, OfferRevision, Outcome
from config.kit.operating import HistoryAdmin, HistoryInline, act


class OfferPictureInline(HistoryInline):
    model = OfferPicture


class OfferRevisionInline(HistoryInline):
    model = OfferRevision
    fields = ["version", "said", "at"]


@admin.register(Offer)
class OfferAdmin(HistoryAdmin):
    list_display = ["title", "store", "hail", "money", "state", "version", "valid_until", "created_at", "hidden_at"]
    list_filter = ["state", "created_at", ("hidden_at", admin.EmptyFieldListFilter)]
    search_fields = [
        *("reference", "title", "words", "hail__reference", "order__reference"),
        *("store__slug", "store__name", "seller__username", "seller__name"),
    ]
    list_select_related = ["store", "hail"]
    date_hierarchy = "created_at"
    inlines = [OfferPictureInline, OfferRevisionInline]
    actions = [
        act(hide_offer, name="hide", target="offer", description=_("Hide the chosen offers")),
        act(restore_offer, name="restore", target="offer", description=_("Show the chosen offers again")),
    ]


@admin.register(Outcome)
class OutcomeAdmin(HistoryAdmin):
    list_display = ["offer", "came", "as_promised", "words", "at", "changed_at"]
    list_filter = ["came", "as_promised", "at"]
    search_fields = ["words", "offer__reference", "offer__order__reference", "offer__store__slug"]
    list_select_related = ["offer__store"]
    date_hierarchy = "at"
