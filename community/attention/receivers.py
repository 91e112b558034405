"""What lower layers have counted."""

from __future__ import annotations

from typing import Any

from community.attention.quotas import Quota, spend
from shop.reviews.limiting import counts_reviews
from shop.stores.limiting import counts_stores


@counts_reviews
def count_review(person: Any) -> None:
    spend(person, Quota.REVIEWS)


@counts_stores
def count_store(person: Any) -> None:
    spend(person, Quota.STORES)
