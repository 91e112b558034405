"""Adding a product."""

from __future__ import annotations

import pytest

from config.kit.errors import Invalid, NotAllowed
from config.kit.money import Money
from content.milestones.models import Milestone
from shop.catalog.models import Product
from shop.catalog.publishing import ProductSlugTaken, VariantInput, add_product
from shop.events import product_published
from shop.stock.models import StockMovement
from shop.stores.models import Store
from tests.factories import PersonFactory, PictureFactory, ProductFactory, StoreFactory

pytestmark = pytest.mark.django_db

ONE = [VariantInput(price=16800, stock=10)]


@pytest.fixture
def store():
    return StoreFactory()


def add(store, **changes):
    return add_product(store.owner, **({"store": store, "name": "明前龙井", "variants": ONE} | changes))


def test_it_works(store):
    photos = [PictureFactory(owner=store.owner) for _ in range(2)]
    product = add(
        store,
        description="**手炒**，\r\n只有一季。",
        variants=[VariantInput("50 克", 16800, 10), VariantInput("100 克", 30000, None)],
        pictures=photos,
        tags=["茶", "#绿茶", "茶", " "],
        good_for="怕苦的人",
        not_for="要岩茶厚味的人",
        how_to_use="85 度，三分钟",
        compared_with="狮峰以外的龙井",
    )
    product = Product.objects.for_tiles().get(pk=product.pk)
    small, large = product.active_variants
    assert (product.slug, product.state) == ("ming-qian-long-jing", Product.State.PUBLISHED)
    assert [hung.picture for hung in product.pictures.all()] == photos
    assert sorted(product.tags.names()) == ["绿茶", "茶"]
    assert (small.name, small.money, small.stock.available) == ("50 克", Money(16800, "CNY"), 10)
    assert (large.name, large.stock.is_tracked) == ("100 克", False)
    assert product.is_from
    assert product.description == "**手炒**，\n只有一季。"


def test_the_first_count_is_a_movement(store):
    variant = add(store).variants.get()
    movement = StockMovement.objects.get(item=variant.stock)
    assert (movement.kind, movement.available_delta, movement.actor) == ("count", 10, store.owner)


def test_it_is_told_unless_it_stays_off_the_shelf(store):
    told = []
    product_published.connect(listener := lambda **event: told.append(event["product"]), weak=False)
    shown, kept = add(store), add(store, publish=False)
    product_published.disconnect(listener)
    assert told == [shown]
    assert kept.state == Product.State.DRAFT


def test_saying_whom_it_is_not_for_is_a_milestone(store):
    add(store)
    assert not Milestone.objects.filter(kind="knowledge_written").exists()
    add(store, not_for="怕苦的人")
    assert Milestone.objects.filter(kind="knowledge_written", person=store.owner).exists()


def test_names_may_be_alike_addresses_not(store):
    first, second = add(store), add(store)
    assert first.slug != second.slug
    with pytest.raises(ProductSlugTaken):
        add(store, slug=first.slug)


def test_the_same_address_in_two_stores(store):
    assert add(store).slug == add(StoreFactory()).slug


@pytest.mark.parametrize("name", ["News", "About", "share"])
def test_pages_of_the_store_keep_their_addresses(store, name):
    assert add(store, name=name).slug != name.lower()
    with pytest.raises(ProductSlugTaken):
        add(store, slug=name.lower())


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "长" * 81}, "name"),
        ({"description": "长" * 10_001}, "description"),
        ({"good_for": "长" * 201}, "good_for"),
        ({"not_for": "长" * 201}, "not_for"),
        ({"how_to_use": "长" * 301}, "how_to_use"),
        ({"compared_with": "长" * 301}, "compared_with"),
        ({"tags": ["长" * 21]}, "tags"),
        ({"tags": [str(n) for n in range(11)]}, "tags"),
        ({"variants": []}, "variants"),
        ({"variants": [VariantInput(price=0)]}, "price"),
        ({"variants": [VariantInput(price=-1)]}, "price"),
        ({"variants": [VariantInput(price=10**12)]}, "price"),
        ({"variants": [VariantInput(price=1, stock=-1)]}, "stock"),
        ({"variants": [VariantInput(price=1, stock=10**9)]}, "stock"),
        ({"variants": [VariantInput("长" * 41, 1)]}, "variants"),
        ({"variants": [VariantInput("小", 1), VariantInput("", 2)]}, "variants"),
        ({"variants": [VariantInput("L", 1), VariantInput("l", 2)]}, "variants"),
        ({"variants": [VariantInput(str(n), 1) for n in range(21)]}, "variants"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(store, changes, field):
    with pytest.raises(Invalid) as refusal:
        add(store, **changes)
    assert refusal.value.field == field
    assert not Product.objects.exists()


def test_pictures_are_ones_own_and_not_too_many(store):
    with pytest.raises(Invalid) as refusal:
        add(store, pictures=[PictureFactory()])
    assert refusal.value.field == "pictures"
    with pytest.raises(Invalid):
        add(store, pictures=[PictureFactory(owner=store.owner) for _ in range(10)])


def test_only_the_owner_may(store):
    with pytest.raises(NotAllowed):
        add_product(PersonFactory(), store=store, name="茶", variants=ONE)


def test_not_to_a_closed_store():
    store = StoreFactory(state=Store.State.CLOSED)
    with pytest.raises(NotAllowed):
        add(store)


def test_drafts_and_hidden_ones_are_their_owners(store):
    draft = add(store, publish=False)
    hidden = ProductFactory(store=store, state=Product.State.HIDDEN)
    assert not Product.objects.visible_to(PersonFactory()).exists()
    assert set(Product.objects.visible_to(store.owner)) == {draft, hidden}


def test_a_form_that_is_sent_twice_adds_one_product(store):
    first = add(store, idempotency_key="k1")
    assert add(store, idempotency_key="k1", name="别的") == first
    assert add(store, idempotency_key="k2") != first
    assert Product.objects.count() == 2
