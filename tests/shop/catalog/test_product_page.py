"""A product's page."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shop.catalog.models import Product, ProductPicture
from shop.catalog.publishing import VariantInput, add_product
from tests.factories import PersonFactory, PictureFactory, ProductFactory, StoreFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def product():
    store = StoreFactory(name="晓雨的茶", delivery_fee=800, delivery_note="当天发")
    return add_product(
        store.owner,
        store=store,
        name="明前龙井",
        description="**手炒**",
        variants=[
            VariantInput("50 克", 16800, 23),
            VariantInput("100 克", 30000, 0),
            VariantInput("礼盒", 50000, None),
        ],
        pictures=[PictureFactory(owner=store.owner) for _ in range(2)],
        tags=["绿茶"],
        good_for="喝惯绿茶的人",
        not_for="怕苦的人",
        how_to_use="85 度",
        compared_with="别的产区",
    )


def html(product, client=None, **query):
    return (client or Client()).get(product.get_absolute_url(), query).content.decode()


def test_it_works(product):
    page = html(product)
    for words in (
        "明前龙井",
        "<strong>手炒</strong>",
        "喝惯绿茶的人",
        "怕苦的人",
        "85 度",
        "别的产区",
        "绿茶",
        "晓雨的茶",
        "当天发",
    ):
        assert words in page
    assert "还剩 23 份" in page
    assert page.count("data-choice>") == 3


def test_it_can_be_bought_in_two_ways(product):
    page = html(product)
    assert 'action="/bag/put/"' in page
    assert 'name="then" value="bag"' in page
    assert 'name="then" value="checkout"' in page
    assert f'name="next" value="{product.get_absolute_url()}"' in page


def test_a_choice_that_is_sold_out_cannot_be_chosen(product):
    sold_out = product.variants.get(name="100 克")
    choice = html(product).split(f'value="{sold_out.reference}"')[1].split(">")[0]
    assert "disabled" in choice
    assert "checked" not in choice


def test_a_choice_can_be_asked_for(product):
    box = product.variants.get(name="礼盒")
    page = html(product, variant=box.reference)
    assert "checked" in page.split(f'value="{box.reference}"')[1].split(">")[0]
    assert html(product, variant="\x00nothing")


def test_one_choice_is_no_choice():
    page = html(ProductFactory(price=100))
    assert "data-choice" not in page
    assert 'type="hidden" name="variant"' in page


def test_sold_out_says_so(product):
    product.variants.exclude(name="100 克").delete()
    page = html(product)
    assert "已售完" in page
    assert 'action="/bag/put/"' not in page


def test_its_owner_is_led_to_the_desk(product, client):
    client.force_login(product.store.owner)
    way = f"/desk/{product.store.slug}/products/{product.slug}/"
    assert way in html(product, client)
    assert way not in html(product)


@pytest.mark.parametrize("state", [Product.State.DRAFT, Product.State.HIDDEN])
def test_what_is_not_on_the_shelf_is_its_owners(product, client, state):
    Product.objects.update(state=state, hidden_reason="仿冒")
    assert Client().get(product.get_absolute_url()).status_code == 404
    client.force_login(PersonFactory())
    assert client.get(product.get_absolute_url()).status_code == 404
    client.force_login(product.store.owner)
    page = html(product, client)
    assert "未上架" in page if state == Product.State.DRAFT else "仿冒" in page


def test_chats_are_told_what_it_is(product):
    page = html(product)
    assert '<meta property="og:title" content="明前龙井">' in page
    assert product.pictures.first().picture.url(640) in page.split("og:image")[1].split(">")[0]


def test_more_of_everything_costs_no_more_queries(product, client):
    counts = []
    for _ in range(2):
        for number in range(4):
            other = ProductFactory(store=product.store)
            ProductPicture.objects.create(product=other, picture=PictureFactory(), position=number)
            ProductPicture.objects.create(product=product, picture=PictureFactory(), position=number)
        html(product, client)
        with CaptureQueriesContext(connection) as queries:
            html(product, client)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 14


def test_it_is_only_for_reading(product):
    assert Client().post(product.get_absolute_url()).status_code == 405
