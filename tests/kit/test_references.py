"""References that cannot be guessed, and slugs that can be read."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.kit.errors import Invalid
from config.kit.references import (
    ALPHABET,
    LENGTH,
    SLUG_LENGTH,
    ReferenceConverter,
    checked_slug,
    free_slug,
    new_reference,
    readable_slug,
)
from shop.stores.models import Store
from tests.factories import StoreFactory


def test_references_differ_and_fit_their_route():
    made = {new_reference() for _ in range(1000)}
    assert len(made) == 1000
    assert all(re.fullmatch(ReferenceConverter.regex, reference) for reference in made)
    assert len(ALPHABET) ** LENGTH >= 2**79


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("晓雨的茶", "xiao-yu-de-cha"),
        ("Anna's Bakery", "annas-bakery"),
        ("明前龙井 · 狮峰 2026", "ming-qian-long-jing-shi-feng-2026"),
        ("咖啡 Café", "ka-fei-cafe"),
        ("🙂", "store"),
        ("", "store"),
    ],
)
def test_names_are_spelled(text, slug):
    assert readable_slug(text, fallback="store") == slug


@given(st.text(max_size=200))
def test_any_name_gives_a_slug(text):
    slug = readable_slug(text, fallback="store")
    assert re.fullmatch(r"[a-z0-9_-]{1,60}", slug)
    assert len(slug) <= SLUG_LENGTH


@pytest.mark.parametrize("slug", ["tea", "xiao-yu", "a1", "2-cups"])
def test_chosen_addresses_are_taken(slug):
    assert checked_slug(slug) == slug


@pytest.mark.parametrize("slug", ["", "Tea", "te a", "茶", "-tea", "tea-", "123", "a/b", "..", "t" * 61, "\x00"])
def test_chosen_addresses_that_are_none_are_refused(slug):
    with pytest.raises(Invalid) as refusal:
        checked_slug(slug, field="address")
    assert refusal.value.field == "address"


@pytest.mark.django_db
def test_a_slug_that_is_taken_or_reserved_gets_a_tail():
    StoreFactory(slug="cha")
    stores = Store.objects.all()
    assert free_slug(stores, "酒", fallback="store") == "jiu"
    assert re.fullmatch(r"cha-[0-9a-z]{5}", free_slug(stores, "茶", fallback="store"))
    assert free_slug(stores, "news", fallback="store", reserved=frozenset({"news"})) != "news"
    assert free_slug(stores, "123", fallback="store") != "123"


@pytest.mark.django_db
def test_a_long_slug_with_a_tail_still_fits():
    StoreFactory(slug="t" * SLUG_LENGTH)
    assert len(free_slug(Store.objects.all(), "t" * 200, fallback="store")) <= SLUG_LENGTH
