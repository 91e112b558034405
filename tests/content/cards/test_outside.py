"""From a link in a post to its card: a row, a worker, and what the page said."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from config.kit.claims import claim
from content.cards import tasks
from content.cards.models import OutsidePage
from content.cards.outside import asking
from content.cards.outside.asking import FRESH, open_again, want_page
from content.cards.outside.hosts import forget_host
from content.cards.outside.keeping import fetch_page
from content.cards.registry import cards_for
from content.pictures.models import Picture
from tests.content.cards.outside import OtherSite, http
from tests.photos import drawing, encoded

pytestmark = pytest.mark.django_db
GUEST = AnonymousUser()
LINK = "http://tea.example/long-jing"
PAGE = b"""<head><meta property="og:title" content="Long Jing"><meta property="og:description" content="85 degrees">
<meta property="og:image" content="/tea.jpg"></head>"""


@pytest.fixture
def site():
    opened = OtherSite()
    opened.answers["/long-jing"] = http(PAGE)
    opened.answers["/tea.jpg"] = http(encoded(drawing()), kind="image/jpeg")
    yield opened
    opened.close()


def fetched(site, link=LINK):
    page = want_page(link)
    fetch_page(claim(OutsidePage, page.pk), site.reach())
    page.refresh_from_db()
    return page


def card(link=LINK):
    return cards_for([link], GUEST)[link]


def test_it_works(site):
    want_page(LINK)
    assert (card().title, card().subtitle, card().picture) == ("tea.example", "", None)

    fetched(site)

    shown = card()
    assert (shown.kind, shown.title, shown.subtitle, shown.host) == (
        "outside",
        "Long Jing",
        "85 degrees",
        "tea.example",
    )
    kept = Picture.objects.get()
    assert (shown.picture.reference, kept.owner, kept.is_private) == (kept.reference, None, False)
    assert kept.width <= 320


def test_a_page_is_kept_once():
    assert want_page(LINK) == want_page(f"{LINK}#top")
    assert want_page("http://me:x@tea.example/") is None
    assert want_page("/s/tea/") is None
    assert OutsidePage.objects.count() == 1


def test_a_page_done_is_not_fetched_twice(site):
    page = fetched(site)

    assert claim(OutsidePage, page.pk) is None


def test_what_passes_is_tried_again_and_then_left(site):
    site.answers["/long-jing"] = http(status="503 Busy")
    page = want_page(LINK)
    for _try in range(3):
        OutsidePage.objects.update(due_at=timezone.now())
        fetch_page(claim(OutsidePage, page.pk), site.reach())

    page.refresh_from_db()
    assert (page.failure, page.done_at is not None, card().title) == ("status_503", True, "tea.example")


def test_what_lasts_is_left_at_once(site):
    site.answers["/long-jing"] = http(status="404 Not Found")

    assert fetched(site).failure == "status_404"


def test_a_picture_that_is_none_costs_the_card_nothing(site):
    site.answers["/tea.jpg"] = http(b"<svg onload=alert(1)>", kind="image/png")

    assert (fetched(site).picture, card().title) == (None, "Long Jing")


def test_what_was_shown_long_ago_is_fetched_anew(site, monkeypatch):
    page = fetched(site)
    sent = []
    monkeypatch.setattr(asking, "send", lambda task, key: sent.append((task.name, key)))
    card()
    assert sent == []
    assert open_again(page.key) is None

    OutsidePage.objects.update(fetched_at=timezone.now() - FRESH - timedelta(minutes=1))
    card()
    card()

    assert sent == [(tasks.refresh_outside_page.name, page.key)]
    assert open_again(page.key) == page.pk
    assert open_again(page.key) is None
    site.answers["/long-jing"] = http(b"<title>Other</title>")
    fetched(site)
    assert (card().title, card().picture, Picture.objects.count()) == ("Other", None, 0)


def test_a_page_that_is_gone_for_a_while_keeps_what_it_said(site):
    page = fetched(site)
    OutsidePage.objects.update(fetched_at=timezone.now() - FRESH)
    open_again(page.key)
    site.close()
    OutsidePage.objects.update(attempts=5)
    fetched(site)

    assert card().title == "Long Jing"


def test_a_host_is_forgotten_with_those_under_it(site):
    fetched(site)
    forget_host("example")

    assert (card().title, card().picture, Picture.objects.count()) == ("tea.example", None, 0)


def test_cards_of_other_sites_cost_one_query(site, django_assert_num_queries):
    links = [f"http://tea.example/{at}" for at in range(9)]
    for link in links:
        want_page(link)
    OutsidePage.objects.update(title="T", fetched_at=timezone.now(), done_at=timezone.now())

    with django_assert_num_queries(1):
        assert [shown.title for shown in cards_for(links, GUEST).values()] == ["T"] * 9
