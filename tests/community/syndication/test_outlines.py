"""Pages say of themselves what everybody may know: OpenGraph, JSON-LD, the other language, and their feeds."""

import json
import re
from html.parser import HTMLParser

import pytest
from django.urls import reverse

from shop.stores.models import Store
from tests.community.syndication.conftest import SECRET


class Head(HTMLParser):
    """Meta properties, links by rel, and the things of JSON-LD."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.meta: dict[str, str] = {}
        self.links: list[dict[str, str | None]] = []
        self.things: list[dict] = []
        self._is_data = False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "meta" and "content" in given:
            self.meta[given.get("property") or given.get("name") or ""] = given["content"] or ""
        if tag == "link":
            self.links.append(given)
        self._is_data = tag == "script" and given.get("type") == "application/ld+json"

    def handle_data(self, data):
        if self._is_data and data.strip():
            self.things.append(json.loads(data))

    def thing(self, kind: str) -> dict:
        (found,) = [thing for thing in self.things if thing["@type"] == kind]
        return found


def head(client, path: str) -> Head:
    return Head(client.get(path).content.decode())


def test_store(client, town):
    told = head(client, "/s/tea/")
    store = told.thing("Store")
    assert (store["name"], store["url"]) == ("晓雨的茶 & <Co>", "https://qunpu.example/s/tea/")
    assert store["geo"] == {"@type": "GeoCoordinates", "latitude": 30.25, "longitude": 120.15}
    assert told.meta["og:title"] == "晓雨的茶 & <Co>"
    crumbs = told.thing("BreadcrumbList")["itemListElement"]
    assert [crumb["position"] for crumb in crumbs] == [1, 2]
    assert {link["type"] for link in told.links if link.get("rel") == "alternate" and link.get("type")} == {
        "application/atom+xml",
        "application/rss+xml",
    }


def test_product(client, town):
    told = head(client, town.product.get_absolute_url())
    (offer,) = told.thing("Product")["offers"]
    assert (offer["price"], offer["priceCurrency"], offer["availability"]) == (
        "168.00",
        "CNY",
        "https://schema.org/InStock",
    )
    assert told.meta["og:type"] == "product"
    assert told.meta["product:price:amount"] == "168.00"


def test_person_article_post_group(client, town):
    town.person.specialties.set(["绿茶", "水温"])
    type(town.person).objects.filter(pk=town.person.pk).update(place_name="杭州")
    person = head(client, "/p/lin/").thing("ProfilePage")["mainEntity"]
    assert (person["name"], person["knowsAbout"]) == ("林晓雨", ["绿茶", "水温"])
    assert person["homeLocation"] == {"@type": "Place", "name": "杭州"}
    assert "image" not in person
    article = head(client, "/articles/water/").thing("Article")
    assert article["author"] == {"@type": "Person", "name": "林晓雨", "url": "https://qunpu.example/p/lin/"}
    told = head(client, town.posts["group"].get_absolute_url())
    post = told.thing("DiscussionForumPosting")
    assert post["isPartOf"]["name"] == "西湖边喝茶"
    assert "<龙井>" in post["text"]
    assert told.meta["og:description"].startswith("今天到了")
    assert head(client, "/g/lake/").thing("CollectionPage")["name"] == "西湖边喝茶"


@pytest.mark.parametrize(
    "name", ["</script><script>alert(1)</script>", "<!--<script>", "a\u2028b", "]]>", '"\\', "&lt;/script&gt;"]
)
def test_names_stay_data(client, town, name):
    Store.objects.filter(pk=town.store.pk).update(name=name)
    page = client.get("/s/tea/").content.decode()
    assert Head(page).thing("Store")["name"] == name
    for block in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL):
        assert not set(block) & set("<>&\u2028")


def test_scripts_are_data_only(client, town):
    """What no browser runs needs no permission of the policy."""
    answer = client.get("/s/tea/")
    assert "unsafe-inline" not in answer["Content-Security-Policy"]
    inline = re.findall(r"<script(?![^>]*src=)([^>]*)>", answer.content.decode())
    assert inline
    assert all(attributes.strip() == 'type="application/ld+json"' for attributes in inline)


def test_the_page_in_each_language(client, town):
    told = head(client, "/s/tea/?lang=en")
    assert told.meta["og:locale"] == "en_GB"
    assert told.meta["og:locale:alternate"] == "zh_CN"
    canonical = [link["href"] for link in told.links if link.get("rel") == "canonical"]
    assert canonical == ["https://qunpu.example/s/tea/?lang=en"]
    others = {link["hreflang"]: link["href"] for link in told.links if link.get("hreflang")}
    assert others == {
        "zh-Hans": "https://qunpu.example/s/tea/?lang=zh-Hans",
        "en": "https://qunpu.example/s/tea/?lang=en",
        "x-default": "https://qunpu.example/s/tea/",
    }
    assert 'lang="zh-Hans"' in client.get("/s/tea/?lang=zh-Hans").content.decode()
    assert client.get("/s/tea/?lang=\x00").status_code == 200


@pytest.mark.parametrize("name", ["secret-ask", "secret-invite", "secret-hidden"])
def test_a_group_behind_doors_says_nothing(client, town, name):
    client.force_login(town.member)
    told = head(client, reverse("group", args=[name]))
    assert told.things == []
    assert told.meta["robots"] == "noindex"
    assert not [link for link in told.links if link.get("rel") in ("alternate", "canonical")]


def test_a_store_on_a_break_says_nothing(client, town):
    assert head(client, "/s/secret-paused/").things == []


def test_what_is_not_there_says_nothing(client, town):
    for path in ("/s/secret-closed/", "/p/secret/", "/g/secret-over/", "/s/nothing/", "/g/secret-hidden/"):
        answer = client.get(path)
        assert SECRET not in answer.content.decode()
        assert Head(answer.content.decode()).things == []


@pytest.mark.parametrize("path", ["/s/tea/", "/p/lin/", "/g/lake/", "/t/茶/", "/t/没人用过/"])
def test_whoever_shares_a_page_finds_its_feed(client, town, path):
    page = client.get(path).content.decode()
    sheet = page[page.index('id="share"') :]
    feed = re.search(r'href="(/[^"]+feed\.atom)"', sheet)
    assert feed
    assert client.get(feed.group(1)).status_code == 200


def test_no_feed_is_offered_of_what_is_behind_doors(sign_in, town):
    client = sign_in(town.member)
    for path in ("/g/secret-ask/", "/g/secret-invite/", "/g/secret-hidden/", "/s/secret-paused/"):
        assert "feed.atom" not in client.get(path).content.decode()
