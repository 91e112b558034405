"""The storefront as its visitors and its owner see it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shop.catalog.models import Product, ProductPicture
from shop.stores.models import Store
from tests.factories import PersonFactory, PictureFactory, ProductFactory, StoreFactory

pytestmark = pytest.mark.django_db

SECTIONS = ["", "knows/", "about/", "share/"]


@pytest.fixture
def store():
    return StoreFactory(
        name="晓雨的茶", tagline="只卖自己喝过三年的茶", story="从**外婆**说起。", photo=PictureFactory()
    )


def page(store, section="", client=None):
    return (client or Client()).get(f"{store.get_absolute_url()}{section}")


def hung(product, count=2):
    for position in range(count):
        ProductPicture.objects.create(product=product, picture=PictureFactory(), position=position)
    return product


def test_it_works(store):
    product = hung(ProductFactory(store=store, name="明前龙井", price=16800))
    html = page(store).content.decode()
    assert "晓雨的茶" in html
    assert "只卖自己喝过三年的茶" in html
    assert "明前龙井" in html
    assert product.get_absolute_url() in html
    assert '<span class="cur">¥</span>168' in html


def test_knowledge_stands_in_its_tab(store):
    ProductFactory(store=store, name="明前龙井", not_for="怕苦的人")
    ProductFactory(store=store, name="没写的酒")
    html = page(store, "knows/").content.decode()
    assert "怕苦的人" in html
    assert "没写的酒" not in html


def test_the_story_is_markdown(store):
    assert "<strong>外婆</strong>" in page(store, "about/").content.decode()


def test_sharing_has_link_code_and_poster(store):
    html = page(store, "share/").content.decode()
    assert f'value="http://testserver{store.get_absolute_url()}"' in html
    assert "<svg" in html.split('class="qr"')[1]
    assert "style=" not in html


def test_the_code_is_a_file(store):
    answer = page(store, "qr.svg")
    assert answer["Content-Type"] == "image/svg+xml"
    assert answer.content.startswith(b"<?xml")
    assert b"style=" not in answer.content


def test_chats_are_told_what_it_is(store):
    html = page(store).content.decode()
    assert '<meta property="og:title" content="晓雨的茶">' in html
    assert f'content="http://testserver{store.photo.url(640)}"' in html


def test_drafts_and_hidden_goods_are_not_on_the_shelf(store):
    for state in (Product.State.DRAFT, Product.State.HIDDEN):
        ProductFactory(store=store, name="看不见的", state=state)
    assert "看不见的" not in page(store).content.decode()


def test_an_empty_shelf_says_what_to_do(store, client):
    assert "货架上还没有东西" in page(store).content.decode()
    client.force_login(store.owner)
    assert f"/desk/{store.slug}/products/new/" in page(store, client=client).content.decode()


def test_a_long_shelf_comes_in_pages(store):
    for number in range(30):
        ProductFactory(store=store, name=f"第{number}件")
    first = page(store).content.decode()
    assert first.count('class="card tile') == 24
    way = first.split('rel="next" hx-get="')[1].split('"')[0].replace("&amp;", "&")
    assert Client().get(way).content.decode().count('class="card tile') == 6


@pytest.mark.parametrize("cursor", ["x", "\x00", "1" * 500, "W10:1:2"])
def test_a_cursor_that_is_none_is_ignored(store, cursor):
    assert Client().get(store.get_absolute_url(), {"cursor": cursor}).status_code == 200


def test_a_paused_store_says_so_and_does_not_sell(store):
    product = ProductFactory(store=store)
    Store.objects.update(state=Store.State.PAUSED)
    assert "休息中" in page(store).content.decode()
    html = Client().get(product.get_absolute_url()).content.decode()
    assert "店主在休息" in html
    assert 'action="/bag/put/"' not in html


@pytest.mark.parametrize("section", SECTIONS)
def test_a_closed_store_is_its_owners(store, client, section):
    Store.objects.update(state=Store.State.CLOSED, closed_reason="卖假货")
    assert page(store, section).status_code == 404
    client.force_login(store.owner)
    answer = page(store, section, client)
    assert answer.status_code == 200
    if section != "share/":
        assert "卖假货" in answer.content.decode()


def test_the_store_of_a_suspended_person_is_not_there(store):
    store.owner.is_active = False
    store.owner.save()
    assert page(store).status_code == 404


def test_names_are_shown_as_they_are(store):
    Store.objects.update(name='<b>"A" & B</b>', tagline="<i>", place_name="'x'")
    ProductFactory(store=store, name='<img src=x> & "y"')
    html = page(store).content.decode()
    assert "<b>" not in html.split("<main")[1].split("</main>")[0]
    assert "<img src=x>" not in html
    assert "&amp;amp;" not in html


@pytest.mark.parametrize("section", ["", "knows/", "share/"])
def test_more_goods_cost_no_more_queries(store, section, client):
    counts = []
    for many in (3, 9):
        for _ in range(many):
            hung(ProductFactory(store=store, good_for="谁"))
        client.force_login(PersonFactory())
        page(store, section, client)
        with CaptureQueriesContext(connection) as queries:
            page(store, section, client)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 22
