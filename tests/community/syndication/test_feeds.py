"""Feeds for readers outside hold what a guest may read, in files that parse, and say when nothing changed."""

import feedparser
import pytest
from django.urls import reverse
from django.utils import timezone

from community.posts.models import Post, PostPicture
from shop.stores.models import Store
from tests.community.syndication.conftest import SECRET
from tests.factories import PictureFactory, PostFactory, channel_of

FEEDS = [("store", "tea"), ("person", "lin"), ("group", "lake"), ("tag", "茶")]
FORMATS = ["atom", "rss"]


def feed(client, kind, name, form, **headers):
    return client.get(reverse(f"{kind}_{form}", args=[name]), headers=headers)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(("kind", "name"), FEEDS)
def test_they_parse(client, town, kind, name, form):
    answer = feed(client, kind, name, form)
    assert answer.status_code == 200
    parsed = feedparser.parse(answer.content)
    assert not parsed.bozo, parsed
    assert parsed.version == {"atom": "atom10", "rss": "rss20"}[form]
    assert parsed.feed.title
    assert parsed.feed.link.startswith("https://qunpu.example/")
    assert len(parsed.entries) == (3 if kind == "tag" else 1)
    for entry in parsed.entries:
        assert entry.link.startswith("https://qunpu.example/posts/")
        assert entry.id == entry.link
        assert "&lt;龙井&gt;" in entry.summary
        assert 'href="/' not in entry.summary
        assert "今天到了" in entry.title
    assert SECRET not in answer.content.decode()
    assert "别处" not in answer.content.decode()


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("group", "secret-ask"),
        ("group", "secret-invite"),
        ("group", "secret-hidden"),
        ("group", "secret-over"),
        ("group", "nothing"),
        ("store", "secret-paused"),
        ("store", "secret-closed"),
        ("store", "secret-gone"),
        ("person", "secret"),
        ("person", "insider"),
        ("tag", "!"),
        ("tag", "1"),
    ],
)
def test_nothing_private_even_for_members(client, town, kind, name, form):
    client.force_login(town.member)
    answer = feed(client, kind, name, form)
    assert answer.status_code == 404
    assert SECRET not in answer.content.decode()


@pytest.mark.parametrize("form", FORMATS)
def test_a_member_gets_what_a_guest_gets(client, town, form):
    as_guest = feed(client, "tag", "茶", form).content
    client.force_login(town.member)
    assert feed(client, "tag", "茶", form).content == as_guest


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(("kind", "name"), FEEDS)
def test_who_asks_again_is_told_that_nothing_changed(client, town, kind, name, form):
    first = feed(client, kind, name, form)
    again = feed(client, kind, name, form, **{"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert feed(client, kind, name, form, **{"If-Modified-Since": first["Last-Modified"]}).status_code == 304
    post = town.posts["store" if kind == "tag" else kind]
    Post.objects.filter(pk=post.pk).update(text="改过了", edited_at=timezone.now())
    changed = feed(client, kind, name, form, **{"If-None-Match": first["ETag"]})
    assert changed.status_code == 200
    assert "改过了" in changed.content.decode()


@pytest.mark.parametrize("form", FORMATS)
def test_an_empty_feed_stays_the_same(client, db, form):
    first = feed(client, "tag", "茶叶", form)
    assert not feedparser.parse(first.content).entries
    assert feed(client, "tag", "茶叶", form, **{"If-None-Match": first["ETag"]}).status_code == 304


def test_photos_have_whole_addresses(client, town):
    picture = PictureFactory(alt="一杯茶")
    PostPicture.objects.create(post=town.posts["store"], picture=picture)
    (entry,) = feedparser.parse(feed(client, "store", "tea", "atom").content).entries
    assert f'src="https://qunpu.example{picture.url(640)}"' in entry.summary


def test_what_goes_is_gone_at_once(client, town):
    assert feed(client, "store", "tea", "atom").status_code == 200
    Store.objects.filter(pk=town.store.pk).update(state="paused")
    assert feed(client, "store", "tea", "atom").status_code == 404


def test_languages(client, town):
    assert "Qunpu" in client.get("/s/tea/feed.rss?lang=en").content.decode()
    assert "群铺" in client.get("/s/tea/feed.rss?lang=zh-Hans").content.decode()


def test_statements_are_bounded(client, town, django_assert_max_num_queries):
    for number in range(10):
        PostFactory(channel=channel_of(town.store), link=f"/s/tea/?{number}")
    with django_assert_max_num_queries(10):
        feed(client, "store", "tea", "atom")


@pytest.mark.parametrize("path", ["/t/%00/feed.atom", "/s/nothing/feed.rss", "/p/nobody/feed.atom"])
def test_odd_addresses(client, db, path):
    assert client.get(path).status_code == 404
    assert client.post(path).status_code == 405
