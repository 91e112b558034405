"""Whatever is written for others to read is held against the words that are not wanted, with its field named."""

import pytest
from django.urls import reverse

from community.conversations.saying import say
from community.groups.editing import edit_group
from community.groups.founding import found_group
from community.groups.joining import join_group
from community.groups.wording import answer_field
from community.moderation.filtering import Unwanted, add_rule, refuse_unwanted_in
from community.moderation.models import WordRule
from community.people.profile import write_profile
from community.shelves.vouching import vouch
from content.articles.models import Article
from content.articles.writing import edit_article, write_article
from shop.catalog.editing import edit_product
from shop.catalog.publishing import VariantInput, add_product
from shop.stores.editing import edit_store
from shop.stores.models import StoreDraft
from shop.stores.opening import open_from_draft, open_store
from tests.api.clients import client_of
from tests.counting import queries_asked
from tests.factories import GroupFactory, PersonFactory, ProductFactory, StoreFactory
from tests.shop.buying import paid_order

pytestmark = pytest.mark.django_db
BAD = "加 微 信"
ONE = [VariantInput(price=100)]


@pytest.fixture(params=["refuse", "hold"])
def rule(request, clerk):
    return add_rule(clerk, kind="word", text="加微信", effect=request.param)


def store_draft(**words):
    given = {"product_name": "龙井", "price": "68", "store_name": "晓雨的茶"} | words
    return StoreDraft.objects.create(**given)


def article(person):
    return Article.objects.create(author=person, slug=f"tea-{person.pk}", title="泡茶", body="水温八十度")


# What is said, by verb and field.
WAYS = {
    ("found_group", "name"): lambda p, text: found_group(p, name=text),
    ("found_group", "about"): lambda p, text: found_group(p, name="邻里", about=text),
    ("found_group", "rules"): lambda p, text: found_group(p, name="邻里", rules=text),
    ("found_group", "questions"): lambda p, text: found_group(p, name="邻里", access="ask", questions=["住哪", text]),
    ("edit_group", "name"): lambda p, text: edit_group(p, group=GroupFactory(owner=p), name=text),
    ("edit_group", "about"): lambda p, text: edit_group(p, group=GroupFactory(owner=p), about=text),
    ("write_profile", "name"): lambda p, text: write_profile(p, name=text),
    ("write_profile", "headline"): lambda p, text: write_profile(p, headline=text),
    ("write_profile", "story"): lambda p, text: write_profile(p, story=text),
    ("write_profile", "specialties"): lambda p, text: write_profile(p, specialties=["绿茶", text]),
    ("open_store", "name"): lambda p, text: open_store(p, name=text),
    ("open_store", "story"): lambda p, text: open_store(p, name="晓雨的茶", story=text),
    ("open_from_draft", "store_name"): lambda p, text: open_from_draft(p, draft=store_draft(store_name=text)),
    ("open_from_draft", "product_name"): lambda p, text: open_from_draft(p, draft=store_draft(product_name=text)),
    ("edit_store", "tagline"): lambda p, text: edit_store(p, store=StoreFactory(owner=p), tagline=text),
    ("add_product", "name"): lambda p, text: add_product(p, store=StoreFactory(owner=p), name=text, variants=ONE),
    ("add_product", "description"): lambda p, text: add_product(
        p, store=StoreFactory(owner=p), name="龙井", variants=ONE, description=text
    ),
    ("add_product", "tags"): lambda p, text: add_product(
        p, store=StoreFactory(owner=p), name="龙井", variants=ONE, tags=["绿茶", text]
    ),
    ("edit_product", "good_for"): lambda p, text: edit_product(
        p, product=ProductFactory(store__owner=p), good_for=text
    ),
    ("edit_product", "variants"): lambda p, text: edit_product(
        p, product=ProductFactory(store__owner=p), variants=[VariantInput(name=text, price=100)]
    ),
    ("write_article", "title"): lambda p, text: write_article(p, title=text, body="水温八十度"),
    ("write_article", "body"): lambda p, text: write_article(p, title="泡茶", body=text, publish=False),
    ("edit_article", "body"): lambda p, text: edit_article(p, article=article(p), body=text),
    ("vouch", "sentence"): lambda p, text: vouch(p, group=GroupFactory(owner=p), subject=StoreFactory(), sentence=text),
    ("join_group", "note"): lambda p, text: join_group(p, group=GroupFactory(access="ask"), note=text),
    ("join_group", answer_field("住哪")): lambda p, text: join_group(
        p, group=GroupFactory(access="ask", questions=["住哪"]), answers={"住哪": text}
    ),
    ("say", "text"): lambda p, text: say(p, order=paid_order(p, ProductFactory()), text=text),
}


@pytest.mark.parametrize(("verb", "field"), WAYS)
def test_it_is_refused_at_its_field(rule, verb, field):
    with pytest.raises(Unwanted) as refusal:
        WAYS[verb, field](PersonFactory(), f"好茶，{BAD}")
    assert (refusal.value.field, refusal.value.code) == (field, "unwanted_words")
    assert "加微信" in str(refusal.value)


@pytest.mark.parametrize(("verb", "field"), WAYS)
def test_and_else_asked_for_once(clerk, verb, field):
    add_rule(clerk, kind="word", text="加微信")
    with queries_asked() as queries:
        assert WAYS[verb, field](PersonFactory(), "好茶好水")
    asked = [query for query in queries if WordRule._meta.db_table in query["sql"]]
    # A store and its first product are two verbs.
    assert len(asked) == (2 if verb == "open_from_draft" else 1)


def test_what_stood_before_stays(clerk):
    person = PersonFactory(headline="加微信")
    goods = ProductFactory(store__owner=person, description="加微信")
    group = GroupFactory(owner=person, about="加微信")
    written = write_article(person, title="泡茶", body="加微信")
    add_rule(clerk, kind="word", text="加微信")

    assert write_profile(person, headline="加微信", name="林").name == "林"
    assert edit_product(person, product=goods, description="加微信", name="龙井").name == "龙井"
    assert edit_group(person, group=group, rules="好好说话").rules == "好好说话"
    assert edit_article(person, article=written, body="加微信", title="喝茶").title == "喝茶"
    assert edit_store(person, store=goods.store, name="茶铺").name == "茶铺"


def test_a_groups_own_words_hold_in_it(group, member, clerk):
    add_rule(group.owner, kind="word", text="高仿", group=group)
    with pytest.raises(Unwanted):
        vouch(member, group=group, subject=StoreFactory(), sentence="高仿")
    # Its rules may say what is not wanted.
    assert edit_group(group.owner, group=group, rules="不许卖高仿")
    refuse_unwanted_in({"text": "高仿"})


def test_a_website_is_found_in_a_text(clerk):
    add_rule(clerk, kind="host", text="spam.example")
    with pytest.raises(Unwanted) as refusal:
        write_article(PersonFactory(), title="茶", body="看 https://www.spam.example/x")
    assert refusal.value.field == "body"


def test_nothing_said_nothing_asked(django_assert_num_queries):
    with django_assert_num_queries(0):
        refuse_unwanted_in({"name": "", "about": ""})


def test_pages_keep_what_was_typed(client, rule):
    person = PersonFactory()
    store = StoreFactory(owner=person)
    client.force_login(person)
    for address, sent, field in (
        (reverse("group_new"), {"name": "邻里", "access": "public", "about": BAD}, "about"),
        (reverse("profile_edit"), {"name": "林", "headline": BAD, "username": person.username}, "headline"),
        (
            reverse("desk_store", args=[store.slug]),
            {"name": "茶铺", "tagline": BAD, "delivery_fee": "0"},
            "tagline",
        ),
        (
            reverse("desk_product_new", args=[store.slug]),
            {"name": "龙井", "choice-price": "68", "choice-name": "", "choice-stock": "", "description": BAD},
            "description",
        ),
        (reverse("article_new"), {"title": BAD, "body": "水温八十度", "language": "zh-hans"}, "title"),
    ):
        answer = client.post(address, sent)
        page = answer.content.decode()
        assert answer.status_code in (400, 422), address
        assert "加微信" in page
        assert BAD in page
        assert f'id="id_{field}_error"' in page or f"id_{field}-error" in page, (address, field)


def test_the_api_names_the_field(rule):
    person = PersonFactory()
    store = StoreFactory(owner=person)
    api = client_of(person)
    for answer, field in (
        (api.post("/api/v1/groups/", {"name": "邻里", "about": BAD}), "about"),
        (api.patch(f"/api/v1/stores/{store.slug}/", {"story": BAD}), "story"),
        (
            api.post(
                f"/api/v1/stores/{store.slug}/products/",
                {"name": BAD, "variants": [{"price": 100}]},
                format="json",
            ),
            "name",
        ),
        (api.post("/api/v1/articles/", {"title": "泡茶", "body": BAD}), "body"),
    ):
        assert answer.status_code == 400
        assert [(error["field"], error["code"]) for error in answer.json()["errors"]] == [(field, "unwanted_words")]
