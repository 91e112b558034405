"""The crowd around a large town."""

from __future__ import annotations

import pytest
from django.db.models import Sum

from community.channels.models import Channel, Subscription
from community.feeds.home import home_page
from community.groups.models import Group
from community.people.models import Person
from community.posts.models import Post
from seeds.crowd import gather
from seeds.files import read_town
from shop.catalog.models import Product
from shop.stock.models import StockItem
from shop.stores.models import Store

pytestmark = pytest.mark.django_db


def crowd(people: int = 60, posts: int = 80) -> int:
    return gather(read_town("small"), people=people, posts=posts, say=lambda line: None)


def test_it_has_people_stores_groups_and_posts() -> None:
    crowd()
    assert Person.objects.count() == 60
    assert Post.objects.count() == 80
    assert Store.objects.count() == 3
    assert Group.objects.count() == 2
    assert Channel.objects.count() == 60 + 3 + 2
    assert not Person.objects.filter(channel=None).exists()


def test_twice_adds_nothing_and_more_adds_the_rest() -> None:
    assert crowd() > 0
    assert crowd() == 0
    assert crowd(posts=90) == 10
    assert crowd(people=100) > 40
    assert Person.objects.count() == 100


def test_everyone_hears_someone() -> None:
    crowd()
    reader = Person.objects.exclude(subscriptions=None).order_by("pk").last()
    assert home_page(reader, cursor=None, limit=10).items
    assert not Subscription.objects.filter(
        channel__person__isnull=False, channel__person=reader, person=reader
    ).exists()


def test_its_goods_can_be_sold_and_its_stock_is_explained() -> None:
    crowd()
    goods = Product.objects.in_stock()
    assert goods.count() == Product.objects.count() > 0
    for item in StockItem.objects.annotate(moved=Sum("movements__available_delta")):
        assert item.available == item.moved
