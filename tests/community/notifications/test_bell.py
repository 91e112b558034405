"""The bell page, its badge, marking read, turning kinds off."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from community.channels.models import Subscription
from community.notifications.models import Kind, Notification, Preference
from community.notifications.off import Stop, off_token
from community.notifications.reading import bell_page, mark_read
from community.notifications.tasks import make_notifications
from community.notifications.telling import tell
from community.posts.models import Post, Standing
from tests.factories import GroupFactory, PersonFactory, PostFactory, StoreFactory, channel_of, subscribe

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    person = PersonFactory()
    client.force_login(person)
    return person


def tell_of(subject, reader, kind=Kind.GROUP_POST, **fields):
    """A post of a group or store that the reader hears of."""
    if not Subscription.objects.filter(person=reader, channel=channel_of(subject)).exists():
        subscribe(reader, subject)
    post = PostFactory(channel=channel_of(subject), author=subject.owner, **fields)
    make_notifications(tell(kind, key=f"post:{post.pk}", actor=post.author, post=post).pk)
    return post


def test_it_works(client, reader):
    group, store = GroupFactory(name="西湖边喝茶"), StoreFactory(name="晓雨的茶")
    tell_of(group, reader, text="新茶到了")
    tell_of(store, reader, Kind.STORE_POST)
    page = client.get("/bell/").content.decode()
    assert "西湖边喝茶" in page
    assert "新茶到了" in page
    assert "晓雨的茶" in page


def test_guest_signs_in_first(client):
    assert client.get("/bell/").status_code == 302


def test_empty(client, reader):
    assert client.get("/bell/").status_code == 200


def test_badge(client, reader):
    assert "dot" not in client.get("/bell/badge/").content.decode()
    tell_of(GroupFactory(), reader)
    assert "dot" in client.get("/bell/badge/").content.decode()


def test_open_marks_read_and_leads_there(client, reader):
    post = tell_of(GroupFactory(), reader)
    row = Notification.objects.get()
    response = client.get(f"/bell/{row.reference}/")
    assert response["Location"] == post.get_absolute_url()
    assert Notification.objects.unread_count(reader) == 0


def test_what_was_read_no_longer_looks_new(client, reader):
    tell_of(GroupFactory(), reader)
    tell_of(StoreFactory(), reader, Kind.STORE_POST)
    mark_read(reader, notifications=list(Notification.objects.order_by("pk")[:1]))
    assert client.get("/bell/").content.decode().count('class="notice new') == 1


def test_line_of_someone_else(client, reader):
    other = PersonFactory()
    tell_of(GroupFactory(), other)
    row = Notification.objects.get(person=other)
    assert client.get(f"/bell/{row.reference}/").status_code == 404
    assert client.post(f"/bell/{row.reference}/read/").status_code == 404
    assert Notification.objects.unread_count(other) == 1


def test_mark_read_one_and_all(client, reader):
    for _ in range(3):
        tell_of(GroupFactory(), reader)
    client.post(f"/bell/{Notification.objects.first().reference}/read/")
    assert Notification.objects.unread_count(reader) == 2
    client.post("/bell/read/")
    assert Notification.objects.unread_count(reader) == 0
    assert mark_read(reader) == 0


@pytest.mark.parametrize(
    "change",
    [
        lambda post: Subscription.objects.exclude(person=post.author).update(state="banned"),
        lambda post: Post.objects.update(state=Standing.HIDDEN),
    ],
    ids=["banned", "hidden"],
)
def test_what_one_may_no_longer_see_is_gone(client, reader, change):
    post = tell_of(GroupFactory(name="西湖边喝茶", access="ask"), reader, text="新茶到了")
    change(post)
    page = client.get("/bell/").content.decode()
    assert "新茶到了" not in page
    assert "西湖边喝茶" not in page
    assert Notification.objects.unread_count(reader) == 0
    assert client.get(f"/bell/{Notification.objects.get().reference}/").status_code == 404


def test_turn_a_kind_off_and_on_again(client, reader):
    client.post("/bell/kinds/group_post/off/")
    tell_of(GroupFactory(), reader)
    assert Notification.objects.unread_count(reader) == 0
    client.post("/bell/kinds/group_post/on/")
    tell_of(GroupFactory(), reader)
    assert Notification.objects.unread_count(reader) == 1


def test_unknown_kind(client, reader):
    assert client.post("/bell/kinds/nonsense/off/").status_code == 404


def test_pages(client, reader):
    for _ in range(7):
        tell_of(GroupFactory(), reader)
    same = timezone.now()
    Notification.objects.filter(pk__in=list(Notification.objects.values_list("pk", flat=True)[:4])).update(last_at=same)
    seen, cursor = [], None
    while True:
        page = bell_page(reader, cursor=cursor, limit=2)
        seen += [line.notification for line in page.lines]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert seen == list(Notification.objects.visible_to(reader))
    assert len(seen) == 7


def test_unknown_cursor(client, reader):
    tell_of(GroupFactory(), reader)
    assert client.get("/bell/?cursor=made-up").status_code == 200
    assert client.get("/bell/?cursor=%00").status_code == 200


def test_days(reader):
    for days in (0, 1, 40):
        tell_of(GroupFactory(), reader)
        Notification.objects.filter(pk=Notification.objects.latest("pk").pk).update(
            last_at=timezone.now() - timedelta(days=days)
        )
    assert [len(lines) for _name, lines in bell_page(reader).days] == [1, 1, 1]


def test_query_count_is_constant(reader):
    counts = []
    for _ in range(2):
        for _ in range(3):
            tell_of(GroupFactory(), reader)
            tell_of(StoreFactory(), reader, Kind.STORE_POST)
        with CaptureQueriesContext(connection) as captured:
            bell_page(reader)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 8


def test_off_link_of_a_mail(client):
    """Whoever holds the mail turns the kind off, without signing in and without a token of the form."""
    from django.test import Client

    person = PersonFactory()
    url = reverse("bell_off", args=[off_token(Stop(person, (Kind.COMMENT,)))])
    strict = Client(enforce_csrf_checks=True)
    assert strict.get(url).status_code == 200
    assert not Preference.objects.exists()
    assert strict.post(url, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Preference.objects.get(person=person, kind=Kind.COMMENT, medium="email").enabled
    strict.post(f"{url}?on")
    assert Preference.objects.get().enabled


def test_off_link_that_was_tampered_with(client):
    token = off_token(Stop(PersonFactory(), (Kind.COMMENT,)))
    assert client.get(reverse("bell_off", args=[token[:-2] + "xx"])).status_code == 404
    assert client.get("/bell/off/nonsense/").status_code == 404
