"""What the town's files say holds together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from community.trust.models import Evidence
from content.text.markdown import render_markdown
from seeds.clock import _AGO, span
from seeds.files import Entry, Town, buys, comments, logins, reactions, read_town
from seeds.orders import WAYS
from seeds.pictures import motifs
from seeds.pictures.colour import TONES
from seeds.trusting import OBJECTIONS


@pytest.fixture(scope="module")
def town() -> Town:
    return read_town()


@pytest.fixture(scope="module")
def people(town: Town) -> dict[str, Entry]:
    return {person["username"]: person for person in town.people}


@pytest.fixture(scope="module")
def goods(town: Town) -> dict[tuple[str, str], Entry]:
    return {(store["slug"], product["slug"]): product for store in town.stores for product in store["products"]}


def members(group: Entry) -> set[str]:
    return {group["owner"], *group["moderators"], *group["members"]}


def pictures(town: Town) -> Iterator[str]:
    for store in town.stores:
        yield store["picture"]
        for product in store["products"]:
            yield from product["pictures"]
    for group in town.groups:
        yield group["picture"]
    for post in town.posts:
        yield from post.get("pictures", ())


def test_counts_are_as_promised(town: Town) -> None:
    assert len(town.people) == 40
    assert len(town.stores) == 12
    assert sum(len(store["products"]) for store in town.stores) == 70
    assert len(town.groups) == 8
    assert len(town.posts) >= 120
    assert sum(1 for post in town.posts for _ in comments(post)) >= 250
    assert len(town.orders) >= 60
    assert len(town.articles) == 6
    assert len(town.picks) == 8


def test_both_languages_are_spoken(town: Town) -> None:
    for entries in (town.people, town.stores, town.articles):
        assert {entry["language"] for entry in entries} == {"zh-hans", "en"}
    assert sum(person["language"] == "en" for person in town.people) == 12
    assert sum(store["language"] == "en" for store in town.stores) == 3


def test_names_are_used_once(town: Town, people: dict[str, Entry], goods: dict[tuple[str, str], Entry]) -> None:
    assert len(people) == len(town.people)
    assert len(goods) == 70
    for keys in ([post["key"] for post in town.posts], [order["key"] for order in town.orders]):
        assert len(keys) == len(set(keys))
    contacts = [str(person["contact"]) for person in town.people]
    assert len(contacts) == len(set(contacts))


def test_logins_are_people_of_the_town(people: dict[str, Entry]) -> None:
    assert [login["role"] for login in logins()] == ["owner", "member", "admin"]
    for login in logins():
        person = people[login["username"]]
        assert (login["name"], login["login"]) == (person["name"], person["contact"])


def test_half_of_the_goods_say_all_that_their_seller_knows(goods: dict[tuple[str, str], Entry]) -> None:
    knowing = ("good_for", "not_for", "how_to_use", "compared_with")
    assert sum(all(product.get(field) for field in knowing) for product in goods.values()) >= 35


def test_every_picture_can_be_drawn(town: Town) -> None:
    for text in pictures(town):
        motif, _, tone = text.partition(":")
        assert motif in motifs(), text
        assert tone in TONES, text


def test_posts_stand_where_their_author_may_write(town: Town) -> None:
    owners = {f"store/{store['slug']}": store["owner"] for store in town.stores}
    groups = {f"group/{group['slug']}": members(group) for group in town.groups}
    for post in town.posts:
        place, author = post["in"], post["by"]
        assert author in groups.get(place, {owners.get(place), place.removeprefix("person/")}), post["key"]


def test_only_who_reads_a_post_answers_it(town: Town, people: dict[str, Entry]) -> None:
    groups = {f"group/{group['slug']}": members(group) for group in town.groups}
    for post in town.posts:
        heard = {line.by for line in comments(post)} | {name for _, name in reactions(post)}
        strangers = heard - groups.get(post["in"], people.keys())
        assert not strangers, (post["key"], strangers)


def test_nobody_gives_a_post_two_signs(town: Town) -> None:
    for post in town.posts:
        names = [name for _, name in reactions(post)]
        assert len(names) == len(set(names)), (post["key"], names)


def test_nobody_speaks_before_coming_to_town(town: Town, people: dict[str, Entry]) -> None:
    for post in town.posts:
        match = _AGO.fullmatch(post["at"])
        assert match, post["key"]
        days = int(match[1]) if match[2] == "d" else 0
        voices = {post["by"]: timedelta(0)}
        for line in comments(post):
            voices[line.by] = span(line.after)
        for name, after in voices.items():
            assert timedelta(days=days - 1) - after < timedelta(days=people[name]["joined"]), (post["key"], name)


def test_comments_stand_in_the_order_of_their_time(town: Town) -> None:
    for post in town.posts:
        first = timedelta(0)
        for line in comments(post):
            assert span(line.after) > first, (post["key"], line.text)
            if not line.is_answer:
                first = span(line.after) - timedelta(seconds=1)


def test_links_lead_to_stores_and_goods(town: Town, goods: dict[tuple[str, str], Entry]) -> None:
    slugs = {store["slug"] for store in town.stores}
    for post in town.posts:
        store, _, product = post.get("link", "").partition("/")
        assert not store or (store in slugs and (not product or (store, product) in goods)), post["key"]


def test_owners_come_before_their_stores_and_groups(town: Town, people: dict[str, Entry]) -> None:
    for store in town.stores:
        assert people[store["owner"]]["joined"] > store["opened"] > 40, store["slug"]
    for group in town.groups:
        assert people[group["owner"]]["joined"] > group["founded"] > 31, group["slug"]


def test_groups_and_follows_name_people_and_stores_of_the_town(town: Town, people: dict[str, Entry]) -> None:
    slugs = {store["slug"]: store["owner"] for store in town.stores}
    for group in town.groups:
        named = [group["owner"], *group["moderators"], *group["members"], *group.get("asking", ())]
        assert set(named) <= people.keys()
        assert len(named) == len(set(named)), group["slug"]
    for name, whom in town.follows.items():
        assert name in people
        assert set(whom["people"]) <= people.keys() - {name}
        assert all(slugs[slug] != name for slug in whom["stores"]), name


def test_orders_buy_what_is_sold(town: Town, people: dict[str, Entry], goods: dict[tuple[str, str], Entry]) -> None:
    owners = {store["slug"]: store["owner"] for store in town.stores}
    for order in town.orders:
        assert order["buyer"] in people
        assert order["until"] in WAYS
        assert _AGO.fullmatch(order["at"]), order["key"]
        for buy in buys(order):
            names = [variant["name"] for variant in goods[buy.store, buy.product]["variants"]]
            assert buy.variant in names, (order["key"], buy)
            assert owners[buy.store] != order["buyer"], order["key"]


def test_words_of_trust_are_said_by_neighbours_who_are_there(town: Town, people: dict[str, Entry]) -> None:
    assert len(town.endorsements) >= 20
    said = [(word["by"], word["about"], word["topic"]) for word in town.endorsements]
    assert len(said) == len(set(said))
    for word in town.endorsements:
        assert word["by"] != word["about"]
        assert word["at"] + 7 < min(people[name]["joined"] for name in (word["by"], word["about"]))
        assert len(word["says"]) <= 140
        assert word.get("until", 0) < word["at"]


def test_sellers_object_to_what_was_said(town: Town) -> None:
    orders = {order["key"]: order for order in town.orders}
    unhappy = {said["order"] for said in town.reviews if not said["content"]}
    assert {bool(objection.answer) for objection in OBJECTIONS} == {True, False}
    for objection in OBJECTIONS:
        assert objection.order in (unhappy if objection.kind == Evidence.Kind.NOT_CONTENT else orders)
        if objection.kind == Evidence.Kind.BROKEN:
            assert orders[objection.order]["until"] == "refunded"


def test_articles_are_by_people_who_live_here(town: Town, people: dict[str, Entry]) -> None:
    for article in town.articles:
        assert people[article["author"]]["language"] == article["language"]
        assert len(article["body"]) > 300


def test_the_small_town_has_only_what_it_names() -> None:
    small = read_town("small")
    names = {person["username"] for person in small.people}
    assert (len(small.people), len(small.stores), len(small.groups)) == (8, 3, 2)
    assert len(small.posts) > 10
    assert small.orders
    assert all(login["username"] in names for login in logins())
    for post in small.posts:
        assert {line.by for line in comments(post)} | {name for _, name in reactions(post)} <= names


def test_markdown_leaves_no_marks_on_the_page(town: Town) -> None:
    texts = [person["story"] for person in town.people] + [group["rules"] for group in town.groups]
    texts += [store["story"] for store in town.stores] + [article["body"] for article in town.articles]
    texts += [product["description"] for store in town.stores for product in store["products"]]
    for text in texts:
        assert "**" not in render_markdown(text), text[:40]


def test_posts_and_knowledge_are_plain_text(town: Town) -> None:
    said = [post["text"] for post in town.posts] + [line.text for post in town.posts for line in comments(post)]
    knowing = ("good_for", "not_for", "how_to_use", "compared_with")
    said += [product.get(field, "") for store in town.stores for product in store["products"] for field in knowing]
    for text in said:
        assert "**" not in text, text
        assert "](" not in text, text


def test_people_pick_goods_of_others_with_why(
    town: Town, people: dict[str, Entry], goods: dict[tuple[str, str], Entry]
) -> None:
    owners = {store["slug"]: store["owner"] for store in town.stores}
    for entry in town.picks:
        assert {entry["by"], *entry["followers"]} <= people.keys(), entry["title"]
        assert entry["by"] not in entry["followers"], entry["title"]
        for one in entry["picks"]:
            store, _, product = one["what"].partition("/")
            assert owners[store] != entry["by"], one["what"]
            assert not product or (store, product) in goods, one["what"]
            assert 10 < len(one["why"]) <= 200, one["what"]


def test_whoever_hails_and_answers_lives_here(
    town: Town, people: dict[str, Entry], goods: dict[tuple[str, str], Entry]
) -> None:
    stores = {store["slug"]: store for store in town.stores}
    groups = {group["slug"]: group for group in town.groups}
    for hail in town.hails:
        assert hail["by"] in people
        assert hail["near"] in stores
        assert all(hail["by"] in members(groups[slug]) for slug in hail.get("groups", ()))
        for offer in hail["offers"]:
            assert stores[offer["store"]]["owner"] != hail["by"]
            product, _, variant = offer.get("product", "").partition("/")
            if product:
                assert variant in {each["name"] for each in goods[offer["store"], product]["variants"]}
        chosen = [offer for offer in hail["offers"] if offer["store"] == hail.get("chosen", {}).get("store")]
        assert ("chosen" in hail) == bool(chosen)
        # What is on a shelf would be missing from its stock.
        assert not any("product" in offer for offer in chosen)
