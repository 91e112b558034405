"""The sitemap names what everybody may find, page by page, and nothing else."""

from xml.etree import ElementTree

import pytest
from django.urls import reverse

from community.syndication import sitemaps
from tests.community.syndication.conftest import SECRET
from tests.factories import StoreFactory

SPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def addresses(client, path="/sitemap.xml") -> list[str]:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("application/xml")
    return [loc.text for loc in ElementTree.fromstring(answer.content).iterfind(".//s:loc", SPACE)]  # noqa: S314


def walk(client) -> list[str]:
    return [
        found for part in addresses(client) for found in addresses(client, part.removeprefix("https://qunpu.example"))
    ]


def test_what_is_in_it(client, town):
    found = walk(client)
    for thing in (town.store, town.product, town.group, town.person, town.article):
        assert f"https://qunpu.example{thing.get_absolute_url()}" in found
    assert "https://qunpu.example/learn/" in found
    assert any("/learn/" in address and address.count("/") == 5 for address in found)
    assert len(found) == len(set(found))


def test_nothing_private(client, town):
    found = walk(client)
    assert not [address for address in found if "secret" in address or "insider" in address]
    client.force_login(town.member)
    assert walk(client) == found
    for part in sitemaps.PARTS:
        assert SECRET not in client.get(reverse("sitemap_section", args=[part])).content.decode()


def test_all_of_it_can_be_read_by_a_guest(client, town):
    for address in walk(client):
        assert client.get(address.removeprefix("https://qunpu.example")).status_code == 200


def test_pages(client, town, monkeypatch):
    for _ in range(4):
        StoreFactory()
    monkeypatch.setattr(sitemaps._Pages, "limit", 2)
    parts = [part for part in addresses(client) if "stores" in part]
    assert parts == [f"https://qunpu.example/sitemap-stores.xml{query}" for query in ("", "?p=2", "?p=3")]
    found = walk(client)
    assert len([address for address in found if "/s/" in address and address.count("/") == 5]) == 6


@pytest.mark.parametrize("page", ["0", "99", "x", "-1", "1" * 50, "\x00", "²"])
def test_odd_pages(client, db, page):
    assert client.get("/sitemap-stores.xml", {"p": page}).status_code == 404


def test_unknown_section(client, db):
    assert client.get("/sitemap-nothing.xml").status_code == 404


def test_robots_name_it(client, at_home, db):
    assert "Sitemap: https://qunpu.example/sitemap.xml" in client.get("/robots.txt").content.decode()


def test_unchanged(client, town):
    first = client.get("/sitemap-stores.xml")
    assert client.get("/sitemap-stores.xml", headers={"If-None-Match": first["ETag"]}).status_code == 304
