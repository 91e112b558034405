"""Picks on their own pages, on the pages of what was picked, on profiles, shelves and in the search."""

import json
import re

import pytest
from django.urls import reverse

from community.picks.models import Pick, PickList
from content.cards.registry import cards_for
from shop.catalog.models import Product
from tests.factories import (
    GroupFactory,
    PersonFactory,
    PickFactory,
    PickListFactory,
    ProductFactory,
    StoreFactory,
    TagFactory,
    subscribe,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def one():
    picker = PersonFactory(username="lin", name="林晓雨")
    picks = PickListFactory(person=picker, title="绿茶入门", slug="tea", topic=TagFactory(name="茶"))
    store = StoreFactory(slug="shop", commission=5)
    return PickFactory(
        list=picks, product=ProductFactory(store=store, slug="longjing", name="龙井"), why="水温高也不苦"
    )


def text_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_list_says_why_and_who_pays(client, one):
    Pick.objects.update(is_paid=True, commission="一包茶")
    page = text_of(client, "/p/lin/picks/tea/")
    for words in ("绿茶入门", "龙井", "水温高也不苦", "一包茶", "5"):
        assert words in page
    assert "/p/lin/picks/tea/" in text_of(client, "/p/lin/picks/")
    assert "绿茶入门" in text_of(client, "/p/lin/")


def test_what_a_store_pays_stands_by_every_pick(client, one):
    for address in ("/p/lin/picks/tea/", "/s/shop/longjing/"):
        assert "5%" in text_of(client, address).replace("5 %", "5%")
    PickFactory(list=one.list, product=None, store=one.product.store)
    assert "5%" in text_of(client, "/s/shop/").replace("5 %", "5%")


def test_a_product_names_who_picked_it_and_a_store_too(client, one):
    page = text_of(client, "/s/shop/longjing/")
    assert "林晓雨" in page
    assert "水温高也不苦" in page
    PickFactory(list=one.list, product=None, store=one.product.store)
    assert "林晓雨" in text_of(client, "/s/shop/")


def test_what_is_no_longer_on_the_shelf_is_dropped(client, one):
    Product.objects.update(state=Product.State.HIDDEN)
    assert "龙井" not in text_of(client, "/p/lin/picks/tea/")
    assert "绿茶入门" not in text_of(client, "/p/lin/picks/")
    client.force_login(one.list.person)
    assert "龙井" in text_of(client, "/p/lin/picks/tea/")


def test_picked_from_the_products_page_on_a_new_list_and_undone(sign_in, one):
    me = PersonFactory()
    client = sign_in(me)
    assert 'id="pick"' in text_of(client, "/s/shop/longjing/")
    answer = client.post("/picks/add/?product=shop/longjing", {"title": "我的茶", "topic": "茶", "why": "好喝"})

    made = Pick.objects.get(list__person=me)
    assert answer.status_code == 303
    assert answer.url.startswith(made.list.get_absolute_url())
    assert (made.product, made.why, made.list.title) == (one.product, "好喝", "我的茶")
    client.post(reverse("pick_remove", args=[made.reference]))
    assert not Pick.objects.visible_to(me).filter(list__person=me).exists()
    client.post(reverse("pick_put_back", args=[made.reference]))
    assert Pick.objects.visible_to(me).filter(list__person=me).exists()


def test_on_a_list_that_is_there_in_one_form(sign_in, one):
    mine = PickListFactory()
    client = sign_in(mine.person)
    client.post("/picks/add/?store=shop", {"list": mine.reference, "why": "爽快", "is_paid": "on"})
    made = mine.picks.get()
    assert (made.store.slug, made.is_paid) == ("shop", True)


def test_what_was_typed_is_kept_with_what_is_wrong(sign_in, one):
    answer = sign_in(PersonFactory()).post(
        "/picks/add/?product=shop/longjing", {"title": "", "topic": "茶", "why": "好喝"}
    )
    assert answer.status_code == 400
    assert "好喝" in answer.content.decode()
    assert answer.context["form"].errors.keys() == {"title"}
    assert not PickList.objects.exclude(pk=one.list.pk).exists()


def test_ones_own_goods_are_refused_with_words(sign_in, one):
    client = sign_in(one.product.store.owner)
    assert 'id="pick"' not in text_of(client, "/s/shop/longjing/")
    answer = client.post("/picks/add/?product=shop/longjing", {"title": "我的", "topic": "茶", "why": "好喝"})
    assert answer.status_code == 400
    assert answer.context["form"].non_field_errors()
    assert not PickList.objects.exclude(pk=one.list.pk).exists()


def test_a_list_is_kept(sign_in, one):
    client = sign_in(one.list.person)
    second = PickFactory(list=one.list, position=1)
    client.post("/p/lin/picks/tea/edit/", {"title": "绿茶", "topic": "茶", "about": "自己喝过三年"})
    client.post("/p/lin/picks/tea/order/", {"up": second.reference})
    client.post(reverse("pick_edit", args=[one.reference]), {"why": "还是好"})
    one.list.refresh_from_db()
    one.refresh_from_db()
    assert (one.list.title, one.list.about, one.why) == ("绿茶", "自己喝过三年", "还是好")
    assert list(one.list.picks.all()) == [second, one]

    client.post("/p/lin/picks/tea/delete/")
    assert client.get("/p/lin/picks/tea/").status_code == 404
    client.post("/p/lin/picks/tea/restore/")
    assert client.get("/p/lin/picks/tea/").status_code == 200


def test_a_new_list(sign_in):
    me = PersonFactory(username="me-too")
    client = sign_in(me)
    assert client.get("/picks/new/").status_code == 200
    answer = client.post("/picks/new/", {"title": "面包", "topic": "面包", "about": ""})
    assert answer.status_code == 303
    assert client.get(answer.url).status_code == 200


def test_shared_with_a_link_and_a_code(client, one):
    assert "<svg" in text_of(client, "/p/lin/picks/tea/share/")
    assert client.get("/p/lin/picks/tea/qr.svg")["Content-Type"] == "image/svg+xml"


def test_told_of_outside_as_a_list_of_items(client, one):
    page = text_of(client, "/p/lin/picks/tea/")
    things = [json.loads(found) for found in re.findall(r'ld\+json"[^>]*>(.*?)</script>', page)]
    (items,) = [thing for thing in things if thing["@type"] == "ItemList"]
    (row,) = items["itemListElement"]
    assert (row["position"], row["name"]) == (1, "龙井")
    assert row["description"].startswith("水温高也不苦 (")
    assert "5 %" in row["description"]
    assert "/p/lin/picks/tea/" in text_of(client, reverse("sitemap_section", args=["picks"]))


def test_a_link_becomes_a_card_for_who_may_see_it(one):
    card = cards_for(["/p/lin/picks/tea/"], PersonFactory())["/p/lin/picks/tea/"]
    assert (card.kind, card.title) == ("picks", "绿茶入门")
    PickList.objects.update(hidden_at=one.created_at)
    assert cards_for(["/p/lin/picks/tea/"], PersonFactory()) == {}


def test_found_by_title_and_topic(client, one):
    for asked in ("绿茶入门", "茶"):
        assert "/p/lin/picks/tea/" in text_of(client, f"/search/?q={asked}")
    Product.objects.update(state=Product.State.HIDDEN)
    assert "/p/lin/picks/tea/" not in text_of(client, "/search/?q=绿茶入门")


def test_on_the_shelf_of_the_pickers_group(sign_in, one):
    group = GroupFactory()
    subscribe(one.list.person, group)
    item = group.shelf.create(product=one.product)
    item.vouchers.create(person=group.owner, sentence="年年都买")
    assert "水温高也不苦" in text_of(sign_in(group.owner), f"/g/{group.slug}/shelf/")


def test_followed_silenced_and_found_among_ones_sources(sign_in, one):
    me = PersonFactory()
    client = sign_in(me)
    key = f"picks:{one.list.reference}"
    client.post("/follow/", {"channel": key})
    assert me.subscriptions.get().channel.subject == one.list
    assert "绿茶入门" in text_of(client, reverse("settings_sources"))
    client.post("/mute/", {"channel": key})
    assert me.subscriptions.get().is_muted


def test_a_store_says_what_it_pays(sign_in, one):
    store = one.product.store
    client = sign_in(store.owner)
    form = {"name": store.name, "commission": "8", "delivery_fee": "", "lat": "", "lon": ""}
    assert client.post(reverse("desk_store", args=[store.slug]), form).status_code == 303
    store.refresh_from_db()
    assert store.commission == 8
    refused = client.post(reverse("desk_store", args=[store.slug]), form | {"commission": "51"})
    assert refused.status_code == 422
    assert "commission" in refused.context["form"].errors
