"""Kept from selling: nothing new is put up, nothing is changed, and what was sold goes on."""

from html import unescape

import pytest
from django.urls import reverse

from community.moderation.acts import ACTS, act_on
from community.moderation.forms import ActForm
from community.moderation.models import Case
from community.moderation.reporting import report
from community.moderation.restricting import Restricted, lift_limit, limit_person
from config.kit.errors import Invalid
from shop.catalog.editing import edit_product
from shop.catalog.publishing import VariantInput, add_product, put_on_shelf, take_off_shelf
from shop.orders.shipping import ship
from shop.stock.counting import count
from shop.stores.editing import edit_store
from shop.stores.limiting import kept_from_selling
from shop.stores.opening import open_store
from shop.stores.pausing import pause_store, resume_store
from tests.api.clients import client_of
from tests.factories import PersonFactory, ProductFactory, StoreFactory
from tests.shop.buying import paid_order

pytestmark = pytest.mark.django_db
WHY = "卖假茶"


@pytest.fixture
def store():
    return StoreFactory()


@pytest.fixture
def goods(store):
    return ProductFactory(store=store, stock=20)


@pytest.fixture
def limit(store, clerk):
    return lambda: limit_person(clerk, target=store.owner, what=["sell"], reason=WHY)


def test_nothing_new_is_put_up_and_nothing_changed(store, goods, limit, clerk):
    seller = store.owner
    off = ProductFactory(store=store, state="draft")
    action = limit()
    ways = (
        lambda: open_store(seller, name="另一家"),
        lambda: add_product(seller, store=store, name="龙井", variants=[VariantInput(price=100)]),
        lambda: edit_product(seller, product=goods, name="真龙井"),
        lambda: put_on_shelf(seller, product=off),
    )
    for way in ways:
        with pytest.raises(Restricted) as refusal:
            way()
        assert refusal.value.link == action.get_absolute_url()
        assert WHY in str(refusal.value)
    lift_limit(clerk, action=action, reason="是真茶")
    for way in ways:
        assert way()


def test_what_was_sold_goes_on(store, goods, limit):
    before = paid_order(PersonFactory(), goods)
    limit()
    assert paid_order(PersonFactory(), goods).state == "paid"
    ship(store.owner, order=before, carrier="顺丰", tracking_number="SF1")
    count(store.owner, item=goods.variant.stock, available=3)
    edit_store(store.owner, store=store, delivery_note="顺丰")
    pause_store(store.owner, store=store)
    resume_store(store.owner, store=store)
    assert take_off_shelf(store.owner, product=goods).state == "draft"


def test_others_sell(goods, limit):
    limit()
    other = StoreFactory()
    assert add_product(other.owner, store=other, name="碧螺春", variants=[VariantInput(price=100)])


def test_one_query(store, limit, django_assert_num_queries):
    limit()
    with django_assert_num_queries(1):
        assert kept_from_selling(store.owner) is not None


@pytest.mark.parametrize("name", ["desk", "desk_products"])
def test_the_desk_says_so(client, store, goods, limit, name):
    off = ProductFactory(store=store, state="draft")
    client.force_login(store.owner)
    address = reverse(name, args=[store.slug] if name != "desk" else [])
    add, shelve = reverse("desk_product_new", args=[store.slug]), reverse("desk_shelve", args=[store.slug, off.slug])
    assert add in client.get(address).content.decode()
    action = limit()
    page = unescape(client.get(address).content.decode())
    assert WHY in page
    assert action.get_absolute_url() in page
    assert add not in page
    assert shelve not in page


def test_who_has_no_store_reads_it_too(client, clerk):
    person = PersonFactory()
    limit_person(clerk, target=person, what=["sell"], reason=WHY)
    client.force_login(person)
    page = client.get(reverse("desk")).content.decode()
    assert WHY in page
    assert reverse("open") not in page.split('id="main"')[-1].split("</main>")[0]
    for address in (reverse("open"), reverse("open_step", args=[1])):
        answer = client.get(address)
        assert (answer.status_code, WHY in answer.content.decode()) == (403, True)


def test_pages_and_api_refuse_with_the_ruling(client, store, goods, limit):
    action = limit()
    client.force_login(store.owner)
    slugs = [store.slug, goods.slug]
    for answer in (
        client.get(reverse("desk_product_new", args=[store.slug])),
        client.post(reverse("desk_product", args=slugs), {"name": "真龙井"}),
        client.post(reverse("desk_shelve", args=slugs)),
    ):
        assert answer.status_code == 403
        assert action.get_absolute_url() in answer.content.decode()
    assert client.post(reverse("desk_unshelve", args=slugs)).status_code == 303

    api, goods_of_store = client_of(store.owner), f"/api/v1/stores/{store.slug}/products/"
    for answer in (
        api.post("/api/v1/stores/", {"name": "另一家"}),
        api.post(goods_of_store, {"name": "龙井", "variants": [{"price": 100}]}, format="json"),
        api.patch(f"{goods_of_store}{goods.slug}/", {"name": "真龙井"}),
        api.post(f"{goods_of_store}{goods.slug}/shelve/"),
    ):
        body = answer.json()
        assert (answer.status_code, body["code"], body["ruling"]) == (403, "restricted", action.reference)
    assert api.post(f"{goods_of_store}{goods.slug}/unshelve/").status_code == 200


def test_the_site_alone_sets_it(group, member, moderator, clerk):
    for who in (moderator, group.owner, clerk):
        with pytest.raises(Invalid) as refusal:
            limit_person(who, target=member, what=["post", "sell"], reason=WHY, group=group)
        assert refusal.value.field == "what"


def test_it_is_offered_to_the_staff(group, post, reader, moderator, clerk):
    report(reader, target=post, reason="spam")
    case = Case.objects.get()
    choices = {}
    for who in (moderator, clerk):
        choices[who] = [
            value
            for value, _label in ActForm(ACTS["limit"], who, about=case.about, group=case.group).fields["what"].choices
        ]
    assert "sell" in choices[clerk]
    assert "sell" not in choices[moderator]


def test_a_case_about_goods_ends_with_it(store, goods, reader, clerk):
    report(reader, target=goods, reason="fraud")
    act_on(clerk, case=Case.objects.get(), target=goods, act="limit", reason=WHY, what=["sell"], days=30)
    assert kept_from_selling(store.owner).restriction.until is not None
