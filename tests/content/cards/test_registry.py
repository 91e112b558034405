import pytest
from django.contrib.auth.models import AnonymousUser

from community.channels.models import Subscription
from community.groups.models import Group, Invitation
from config.kit.money import Money
from content.articles.models import Article
from content.cards.registry import cards_for
from shop.catalog.models import Product
from shop.stores.models import Store
from tests.factories import (
    GroupFactory,
    PersonFactory,
    PostFactory,
    ProductFactory,
    StoreFactory,
    subscribe,
)

pytestmark = pytest.mark.django_db
GUEST = AnonymousUser()


@pytest.fixture(autouse=True)
def at_home(settings):
    settings.SITE_URL = "https://qunpu.example"


def card_of(link, viewer):
    return cards_for([link], viewer).get(link)


def test_it_works():
    product = ProductFactory(name="明前龙井", store__name="晓雨的茶")

    card = card_of(f"https://qunpu.example{product.get_absolute_url()}", GUEST)

    assert (card.kind, card.title, card.subtitle, card.price) == (
        "product",
        "明前龙井",
        "晓雨的茶",
        Money(16800, "CNY"),
    )


def test_each_kind_of_page_has_its_card():
    article = Article.objects.create(slug="water", title="水温", body="# 85 度", published_at="2026-01-01T00:00Z")
    things = [StoreFactory(), ProductFactory(), GroupFactory(), PersonFactory(), article, PostFactory()]

    cards = cards_for([thing.get_absolute_url() for thing in things], GUEST)

    kinds = [cards[thing.get_absolute_url()].kind for thing in things]
    assert kinds == ["store", "product", "group", "person", "article", "post"]


def test_pages_outside_show_their_host():
    card = card_of("https://www.other.example/a", GUEST)

    assert (card.kind, card.title, card.is_outside) == ("outside", "other.example", True)


@pytest.mark.parametrize(
    "link", ["", "/no/such/page/", "/s/nothing/", "/s/a/b/", "/bag/", "javascript:alert(1)", "/%00"]
)
def test_no_card(link):
    assert cards_for([link], GUEST) == {}


@pytest.mark.parametrize(
    ("make", "fields"),
    [
        (StoreFactory, {"state": Store.State.CLOSED}),
        (ProductFactory, {"state": Product.State.DRAFT}),
        (ProductFactory, {"store__state": Store.State.CLOSED}),
        (GroupFactory, {"access": Group.Access.HIDDEN}),
        (PersonFactory, {"is_active": False}),
    ],
)
def test_nothing_that_the_reader_may_not_see(make, fields):
    assert card_of(make(**fields).get_absolute_url(), PersonFactory()) is None


def test_a_members_post_has_a_card_for_members():
    group = GroupFactory(access=Group.Access.ASK)
    post = PostFactory(channel=group.channel, text="周六下午两点，茶博园老位置")
    member = subscribe(PersonFactory(), group).person
    asking = subscribe(PersonFactory(), group, state=Subscription.State.PENDING).person

    assert card_of(post.get_absolute_url(), member).title == "周六下午两点，茶博园老位置"
    assert card_of(post.get_absolute_url(), asking) is None


def test_queries_do_not_grow_with_the_links(django_assert_max_num_queries):
    def links(count):
        made = [make() for make in (StoreFactory, ProductFactory, GroupFactory, PostFactory) for _ in range(count)]
        return [thing.get_absolute_url() for thing in made]

    for count in (3, 12):
        asked = links(count)
        with django_assert_max_num_queries(1):
            assert len(cards_for(asked, GUEST)) == 4 * count


def test_a_tag_has_a_card_that_says_nothing_of_what_stands_there():
    card = card_of("/t/%E9%BE%99%E4%BA%95/", GUEST)

    assert (card.kind, card.title) == ("tag", "#龙井")
    assert card_of("/t/%00/", GUEST) is None


def test_an_invitation_has_a_card_where_the_group_shows_itself():
    public, hidden = GroupFactory(), GroupFactory(access=Group.Access.HIDDEN)
    open_one = Invitation.objects.create(group=public, created_by=public.owner)
    spent = Invitation.objects.create(group=public, created_by=public.owner, max_uses=1, uses=1)
    secret = Invitation.objects.create(group=hidden, created_by=hidden.owner)

    assert public.name in card_of(open_one.get_absolute_url(), GUEST).title
    assert card_of(spent.get_absolute_url(), GUEST) is None
    assert card_of(secret.get_absolute_url(), GUEST) is None
    assert card_of(secret.get_absolute_url(), hidden.owner).kind == "invitation"
