"""Whatever changes what a store is found by has its words read anew."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from community.calling.cells import cell_at
from community.calling.indexing import want_missing, write_terms
from community.calling.models import StoreTerm, TermsDue
from community.calling.tasks import read_terms
from config.kit.geo import Place
from shop.catalog.editing import edit_product
from shop.catalog.hiding import hide_product, restore_product
from shop.catalog.models import Product
from shop.catalog.publishing import VariantInput, add_product, put_on_shelf, take_off_shelf
from shop.stores.editing import edit_store
from shop.stores.opening import open_store
from tests.factories import PersonFactory, ProductFactory, StoreFactory

pytestmark = pytest.mark.django_db


def found(store: Any) -> set[str]:
    """The words by which the store is found once a worker was there."""
    for due in TermsDue.objects.filter(store=store, done_at=None):
        read_terms(due.pk)
    return set(StoreTerm.objects.filter(store=store).values_list("term", flat=True))


@pytest.fixture
def product() -> Any:
    product: Any = ProductFactory(name="桂花酥")
    found(product.store)
    return product


def test_a_store_is_found_by_its_name_when_it_opens() -> None:
    store = open_store(PersonFactory(), name="周师傅面包房", tagline="面粉盐水")
    assert {"面包", "面粉"} <= found(store)


def test_goods_tags_and_knowledge_that_come_are_found() -> None:
    store = StoreFactory()
    found(store)
    add_product(
        store.owner,
        store=store,
        name="桂花酥",
        variants=[VariantInput("", 3600, None)],
        tags=["伴手礼"],
        good_for="送长辈",
    )
    assert {"桂花", "花酥", "#伴手礼", "伴手", "长辈"} <= found(store)


CHANGES: list[tuple[str, Callable[[Any], Any], set[str], set[str]]] = [
    ("another name", lambda p: edit_product(p.store.owner, product=p, name="绿豆糕"), {"绿豆"}, {"桂花"}),
    ("other tags", lambda p: edit_product(p.store.owner, product=p, tags=["老式"]), {"#老式"}, set()),
    ("knowledge", lambda p: edit_product(p.store.owner, product=p, good_for="送长辈"), {"长辈"}, set()),
    ("taken off", lambda p: take_off_shelf(p.store.owner, product=p), set(), {"桂花"}),
    ("the store's words", lambda p: edit_store(p.store.owner, store=p.store, tagline="面粉"), {"面粉"}, set()),
]


@pytest.mark.parametrize(("what", "change", "there", "gone"), CHANGES, ids=[row[0] for row in CHANGES])
def test_what_changes_is_read_anew(
    what: str, change: Callable[[Any], Any], there: set[str], gone: set[str], product: Any
) -> None:
    change(product)
    words = found(product.store)
    assert there <= words
    assert not gone & words


def test_hidden_and_restored() -> None:
    product: Any = ProductFactory(name="桂花酥")
    staff = PersonFactory(is_staff=True)
    found(product.store)
    hide_product(staff, product=product, reason="不实")
    assert "桂花" not in found(product.store)
    restore_product(staff, product=product, reason="查清了")
    assert "桂花" in found(product.store)


def test_back_on_the_shelf() -> None:
    product: Any = ProductFactory(name="桂花酥", state=Product.State.DRAFT)
    assert "桂花" not in found(product.store)
    put_on_shelf(product.store.owner, product=product)
    assert "桂花" in found(product.store)


def test_a_tag_that_is_renamed() -> None:
    product: Any = ProductFactory(name="桂花酥")
    product.tags.set(["伴手"])
    found(product.store)
    tag = product.tags.get()
    tag.name = "手信"
    tag.save()
    assert "#手信" in found(product.store)


def test_a_store_that_moves_is_found_where_it_is(product: Any) -> None:
    there = Place(31_000_000, 121_000_000)
    edit_store(product.store.owner, store=product.store, place=there)
    found(product.store)
    assert set(StoreTerm.objects.values_list("cell", flat=True)) == {cell_at(there)}


def test_stores_that_were_there_before_get_their_words() -> None:
    product: Any = ProductFactory(name="桂花酥")
    TermsDue.objects.all().delete()
    want_missing()
    assert "桂花" in found(product.store)
    want_missing()
    assert TermsDue.objects.get(store=product.store).done_at is not None


def test_what_changes_while_it_is_read_is_read_again(product: Any, monkeypatch: Any) -> None:
    from community.calling import indexing

    def meanwhile(store: Any) -> int:
        count = write_terms(store)
        monkeypatch.setattr(indexing, "write_terms", write_terms)
        edit_product(store.owner, product=Product.objects.get(pk=product.pk), name="绿豆糕")
        return count

    edit_product(product.store.owner, product=product, name="定胜糕")
    monkeypatch.setattr(indexing, "write_terms", meanwhile)
    found(product.store)
    assert TermsDue.objects.get(store=product.store).done_at is None
    assert "绿豆" in found(product.store)


def test_a_word_keeps_the_best_place_where_it_stands(product: Any) -> None:
    newer: Any = ProductFactory(store=product.store, name="别的", good_for="桂花")
    newer.tags.set(["桂花"])
    found(product.store)
    row = StoreTerm.objects.get(store=product.store, term="桂花")
    assert (row.source, row.product) == (StoreTerm.Source.TAG, newer)


def test_a_single_character_counts_only_as_a_tag() -> None:
    product: Any = ProductFactory(name="翠冠", good_for="没")
    product.tags.set(["梨"])
    words = found(product.store)
    assert "梨" in words
    assert "没" not in words
