"""Stores that were called to a hail, as the worker calls them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from community.calling.indexing import write_terms
from community.calling.models import Call, Wave
from community.calling.tasks import call_wave
from community.hail.hailing import post_hail
from tests.factories import PersonFactory, ProductFactory


@pytest.fixture
def product() -> Any:
    """Something that a store sells, by which it is found."""
    product: Any = ProductFactory(name="桂花酥 礼盒", good_for="送长辈", price=6800)
    write_terms(product.store)
    return product


@pytest.fixture
def hail_for(product: Any) -> Callable[..., Call]:
    """`hail_for(text=…)` hails, and gives the call of the product's store."""

    def hailed(text: str = "要 12 份桂花酥，送老师", **fields: Any) -> Call:
        hail = post_hail(PersonFactory(), text=text, **fields)
        call_wave(Wave.objects.get(hail=hail).pk)
        return Call.objects.get(hail=hail, store=product.store)

    return hailed
