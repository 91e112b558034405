"""The pages of a shelf, and the way to it from a store and a product."""

import pytest
from django.urls import reverse

from community.shelves.models import ShelfItem, ShelfVoucher
from community.shelves.vouching import vouch
from tests.factories import GroupFactory, PersonFactory, ProductFactory, subscribe

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    return GroupFactory(name="西湖边喝茶")


@pytest.fixture
def member(group):
    return subscribe(PersonFactory(), group).person


@pytest.fixture
def product():
    return ProductFactory(name="明前龙井")


def test_from_the_product_to_the_shelf(sign_in, client, group, member, product):
    at = f"{reverse('vouch')}?product={product.store.slug}/{product.slug}"
    assert at not in client.get(product.get_absolute_url()).content.decode()
    sign_in(member)
    assert at in client.get(product.get_absolute_url()).content.decode()
    assert client.get(at).context["form"].groups == {group.slug: group}

    page = client.post(at, {"group": group.slug, "sentence": ""})
    assert page.status_code == 400
    answer = client.post(at, {"group": group.slug, "sentence": "喝了三年"})

    shelf = reverse("group_shelf", args=[group.slug])
    assert answer["Location"] == shelf
    assert "喝了三年" in client.get(shelf).content.decode()
    assert "喝了三年" in client.get(group.get_absolute_url()).content.decode()
    vouch(member, group=group, subject=product.store, sentence="退过一次，很爽快")
    for page in (product, product.store):
        assert shelf in client.get(page.get_absolute_url()).content.decode()


def test_only_readers_of_the_group_learn_of_it_on_the_product(client, sign_in, group, member, product):
    type(group).objects.update(access="hidden")
    for subject in (product, product.store):
        vouch(member, group=group, subject=subject, sentence="喝了三年")
    for page in (product, product.store):
        assert group.slug not in client.get(page.get_absolute_url()).content.decode()
        assert group.slug not in sign_in(PersonFactory()).get(page.get_absolute_url()).content.decode()
        assert group.slug in sign_in(member).get(page.get_absolute_url()).content.decode()
        client.logout()


@pytest.mark.parametrize(
    "at", ["", "product=", "product=x", "product=x/y", "store=nowhere", "product=%00/%00", "store=x&y"]
)
def test_nothing_to_vouch_for(sign_in, member, at):
    assert sign_in(member).get(f"{reverse('vouch')}?{at}").status_code == 404


def test_not_into_somebody_elses_group(sign_in, member, product):
    other = GroupFactory()
    at = f"{reverse('vouch')}?store={product.store.slug}"
    assert sign_in(member).post(at, {"group": other.slug, "sentence": "好"}).status_code == 400
    assert not ShelfItem.objects.exists()


def test_a_word_more_and_a_word_less(sign_in, group, member, product):
    item = vouch(group.owner, group=group, subject=product, sentence="先冷一冷").item
    client = sign_in(member)
    at = {name: reverse(f"shelf_{name}", args=[group.slug, item.reference]) for name in ("vouch", "withdraw")}

    client.post(at["vouch"], {"sentence": "泡三泡正好"})
    assert "泡三泡正好" in client.get(at["vouch"]).content.decode()
    assert client.post(at["withdraw"]).status_code == 303

    assert ShelfVoucher.objects.get().person == group.owner
    assert client.post(at["withdraw"]).status_code == 403
    assert sign_in(product.store.owner).get(at["vouch"]).status_code == 403


def test_down_and_up_with_a_reason(sign_in, group, member, product):
    item = vouch(member, group=group, subject=product, sentence="喝了三年").item
    down, up = (reverse(f"shelf_{name}", args=[group.slug, item.reference]) for name in ("take_down", "put_back"))
    assert sign_in(member).post(down, {"reason": "?"}).status_code == 403
    client = sign_in(group.owner)
    assert client.post(down, {"reason": " "}).status_code == 400
    client.post(down, {"reason": "已经停产"})

    shelf = reverse("group_shelf", args=[group.slug])
    assert "已经停产" in client.get(shelf).content.decode()
    assert sign_in(member).get(up).status_code == 404
    sign_in(group.owner).post(up, {"reason": "又做了"})
    assert "喝了三年" in client.get(shelf).content.decode()
