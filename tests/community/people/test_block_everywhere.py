"""Blocked either way, two people are nowhere to each other: pages, lists, search, stores, API."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from rest_framework.test import APIClient

from community.people.blocking import block
from community.posts.models import Comment, Post, Reaction
from content.articles.models import Article
from shop.catalog.models import Product
from shop.orders.models import Order
from shop.stores.models import Store
from tests.factories import (
    CommentFactory,
    GroupFactory,
    PersonFactory,
    PostFactory,
    ProductFactory,
    StoreFactory,
    channel_of,
    subscribe,
)
from tests.permissions.world import build

pytestmark = pytest.mark.django_db
NAME = "无影人"


@pytest.fixture(params=["I blocked them", "they blocked me"])
def two(request):
    me, other = PersonFactory(), PersonFactory(username="shadow", name=NAME, headline="无影茶")
    one, two = (me, other) if request.param == "I blocked them" else (other, me)
    block(one, other=two)
    return me, other


@pytest.fixture
def left(two):
    """What the other left everywhere."""
    me, other = two
    group = GroupFactory(slug="square")
    subscribe(me, group)
    subscribe(other, group)
    store = StoreFactory(owner=other, slug="shadow-tea", name="无影茶铺")
    mine = PostFactory(author=me, channel=group.channel, text="我的话")
    return {
        "group": group,
        "store": store,
        "product": ProductFactory(store=store, slug="tea", name="无影龙井"),
        "post": PostFactory(author=other, channel=group.channel, text="无影动态"),
        "news": PostFactory(author=other, channel=channel_of(store), text="无影上新"),
        "mine": mine,
        "comment": CommentFactory(post=mine, author=other, text="无影评论"),
        "reaction": Reaction.objects.create(post=mine, person=other),
        "article": Article.objects.create(
            author=other, slug="shadow", title="无影文章", body="无影", published_at=timezone.now()
        ),
    }


def pages(left):
    return [
        *("/", "/groups/", "/g/square/", "/g/square/members/", "/stores/", "/articles/", "/bell/", "/me/"),
        *(f"/search/?q={word}" for word in ("无影", "shadow")),
        left["mine"].get_absolute_url(),
        *(left[name].get_absolute_url() for name in ("store", "product", "post", "news", "article")),
        *("/p/shadow/", "/p/shadow/?tab=posts", "/p/shadow/card/", "/s/shadow-tea/news/", "/s/shadow-tea/about/"),
    ]


def test_no_page_names_them(client, two, left):
    me, _ = two
    client.force_login(me)
    for page in pages(left):
        answer = client.get(page, follow=True)
        assert answer.status_code in (200, 404), page
        text = answer.content.decode().replace("?q=%E6%97%A0%E5%BD%B1", "").replace('value="无影"', "")
        assert not [
            word for word in (NAME, "无影茶", "无影龙井", "无影动态", "无影上新", "无影评论") if word in text
        ], page


def test_no_answer_of_the_api_names_them(two, left):
    me, _ = two
    client = APIClient()
    client.force_authenticate(me)
    for path in ("people/", "stores/", "products/", "articles/", "feed/", "groups/square/members/"):
        answer = client.get(f"/api/v1/{path}")
        assert answer.status_code in (200, 404), path
        assert "无影" not in answer.content.decode(), path


def test_nothing_of_theirs_is_seen(two, left):
    me, other = two
    for model in (Post, Comment, Store, Product, Article):
        assert not [row for row in model.objects.visible_to(me) if "无影" in str(row)]
    assert Store.objects.visible_to(AnonymousUser()).filter(pk=left["store"].pk).exists()
    assert Store.objects.visible_to(other).filter(pk=left["store"].pk).exists()


def test_orders_go_on():
    world = build()
    buyer, seller = world.people["member"], world.people["owner"]
    block(buyer, other=seller)
    for person in (buyer, seller):
        assert Order.objects.visible_to(person).filter(pk=world.order.pk).exists()
