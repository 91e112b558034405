"""Changing a product."""

from __future__ import annotations

import pytest

from config.kit.errors import Invalid, NotAllowed
from content.milestones.models import Milestone
from shop.catalog.editing import edit_product
from shop.catalog.publishing import VariantInput, add_product
from shop.catalog.wording import AS_IT_IS
from tests.factories import PersonFactory, PictureFactory, StoreFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def product():
    store = StoreFactory()
    return add_product(
        store.owner,
        store=store,
        name="明前龙井",
        variants=[VariantInput("50 克", 16800, 10), VariantInput("100 克", 30000, 5)],
        pictures=[PictureFactory(owner=store.owner), PictureFactory(owner=store.owner)],
        tags=["茶"],
    )


@pytest.fixture
def owner(product):
    return product.store.owner


def choice(product, name):
    return product.variants.active().get(name=name)


def test_it_works(product, owner):
    edit_product(owner, product=product, name="明前龙井 2026", tags=["绿茶"], good_for="怕苦的人")
    product.refresh_from_db()
    assert (product.name, product.good_for, product.slug) == ("明前龙井 2026", "怕苦的人", "ming-qian-long-jing")
    assert list(product.tags.names()) == ["绿茶"]
    assert product.variants.active().count() == 2
    assert product.pictures.count() == 2


def test_choices_are_changed_added_and_no_longer_offered(product, owner):
    small, large = choice(product, "50 克"), choice(product, "100 克")
    edit_product(
        owner,
        product=product,
        variants=[VariantInput("250 克", 60000, 3), VariantInput("50 克装", 17000, 8, small.reference)],
    )
    offered = list(product.variants.active())
    small.refresh_from_db()
    large.refresh_from_db()
    assert [(one.name, one.price) for one in offered] == [("250 克", 60000), ("50 克装", 17000)]
    assert offered[1] == small
    assert large.archived_at is not None
    assert small.stock.available == 8


def test_names_can_change_places(product, owner):
    small, large = choice(product, "50 克"), choice(product, "100 克")
    edit_product(
        owner,
        product=product,
        variants=[
            VariantInput("100 克", 16800, AS_IT_IS, small.reference),
            VariantInput("50 克", 30000, AS_IT_IS, large.reference),
        ],
    )
    assert choice(product, "100 克") == small


def test_a_name_that_is_no_longer_offered_is_free(product, owner):
    large = choice(product, "100 克")
    edit_product(
        owner, product=product, variants=[VariantInput("50 克", 1, 1), VariantInput("100 克", 2, 1, large.reference)]
    )
    assert choice(product, "50 克").price == 1


def test_stock_that_sold_meanwhile_stays_as_it_is(product, owner):
    small, large = choice(product, "50 克"), choice(product, "100 克")
    type(small.stock).objects.filter(pk=small.stock.pk).update(available=7, reserved=3)
    edit_product(
        owner,
        product=product,
        variants=[
            VariantInput("50 克", 16800, AS_IT_IS, small.reference),
            VariantInput("100 克", 30000, 5, large.reference),
        ],
    )
    assert choice(product, "50 克").stock.available == 7


def test_a_choice_of_another_product_is_refused(product, owner):
    other = add_product(owner, store=product.store, name="酒", variants=[VariantInput(price=1)])
    with pytest.raises(Invalid) as refusal:
        edit_product(owner, product=product, variants=[VariantInput("x", 1, None, other.variants.get().reference)])
    assert refusal.value.field == "variants"


def test_pictures_are_ordered_and_taken_down(product, owner):
    first, second = [hung.picture for hung in product.pictures.all()]
    third = PictureFactory(owner=owner)
    edit_product(owner, product=product, pictures=[third, second])
    assert [hung.picture for hung in product.pictures.all()] == [third, second]
    edit_product(owner, product=product, pictures=[])
    assert not product.pictures.exists()
    assert type(first).objects.filter(pk=first.pk).exists()


def test_new_words_are_a_milestone_and_the_same_words_are_none(product, owner):
    edit_product(owner, product=product, name=product.name, variants=None)
    assert not Milestone.objects.filter(kind="product_edited").exists()
    edit_product(owner, product=product, description="换个说法")
    assert Milestone.objects.filter(kind="product_edited", person=owner).exists()


def test_saying_whom_it_is_not_for_is_a_milestone(product, owner):
    edit_product(owner, product=product, not_for="怕苦的人")
    assert Milestone.objects.filter(kind="knowledge_written", person=owner).exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"not_for": "长" * 201}, "not_for"),
        ({"variants": []}, "variants"),
        ({"variants": [VariantInput(price=0)]}, "price"),
        ({"tags": ["长" * 21]}, "tags"),
    ],
)
def test_what_does_not_fit_is_refused_and_changes_nothing(product, owner, changes, field):
    with pytest.raises(Invalid) as refusal:
        edit_product(owner, product=product, **({"good_for": "新"} | changes))
    product.refresh_from_db()
    assert refusal.value.field == field
    assert product.good_for == ""


def test_only_the_owner_may(product):
    for person in (PersonFactory(), PersonFactory(is_staff=True)):
        with pytest.raises(NotAllowed):
            edit_product(person, product=product, name="我的")
