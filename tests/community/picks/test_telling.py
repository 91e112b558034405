"""Who follows a list hears of it in one post a day, says so in the feed, and is rid of it in a tap."""

from datetime import timedelta

import pytest

from community.channels.following import OwnChannel, follow
from community.channels.silencing import mute
from community.feeds.home import home_page
from community.notifications.models import Event, Kind
from community.picks.hiding import hide_picks
from community.picks.models import PickNews
from community.picks.picking import pick, unpick
from community.picks.tasks import tell_of_picks
from community.picks.telling import GATHER, SILENCE
from community.posts.models import Post
from community.posts.writing import write_post
from config.kit.errors import NotAllowed
from tests.community.notifications.doing import NOON
from tests.factories import PersonFactory, PickListFactory, ProductFactory, StoreFactory, channel_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def picks():
    return PickListFactory(title="绿茶入门")


@pytest.fixture
def reader(picks):
    reader = PersonFactory()
    follow(reader, channel=channel_of(picks))
    return reader


def put(picks, why="好茶", **fields):
    return pick(picks.person, picks=picks, subject=ProductFactory(**fields), why=why)


def run_due():
    for news in PickNews.open_rows():
        tell_of_picks(news.pk)


def test_picks_gather_into_one_post_with_why_and_a_card(picks, reader, clock):
    store = StoreFactory(commission=5)
    put(picks, name="龙井", why="水温高也不苦")
    pick(picks.person, picks=picks, subject=ProductFactory(name="白茶", store=store), why="放着喝", is_paid=True)
    run_due()
    assert not Post.objects.exists()

    clock(NOON + GATHER)
    run_due()
    run_due()

    (item,) = home_page(reader).items
    first, second = item.post.text.split("\n")
    assert first == "龙井 — 水温高也不苦"
    assert second.startswith("白茶 — 放着喝 (")
    assert "5 %" in second
    assert item.post.author == picks.person
    assert (item.card.kind, item.card.title, item.where) == ("picks", "绿茶入门", "绿茶入门")
    assert (item.reason.kind, item.reason.can_be_muted, item.reason.subject) == ("picks", True, picks)
    assert Event.objects.filter(kind=Kind.PERSON_POST, post=item.post).exists()


def test_at_most_one_post_a_day_and_list(picks, reader, clock):
    put(picks)
    clock(NOON + GATHER)
    run_due()
    put(picks)
    for moment in (2 * GATHER, SILENCE):
        clock(NOON + moment)
        run_due()
    assert Post.objects.count() == 1
    clock(NOON + GATHER + SILENCE)
    run_due()
    assert Post.objects.count() == 2


def test_nothing_is_written_where_nobody_follows(picks, clock):
    put(picks)
    clock(NOON + GATHER)
    run_due()
    assert not Post.objects.exists()
    assert not PickNews.objects.filter(done_at=None).exists()


def test_nothing_is_said_of_what_was_taken_back_or_hidden(picks, reader, clock):
    unpick(picks.person, pick=put(picks))
    hide_picks(PersonFactory(is_staff=True), target=put(picks), reason="广告")
    clock(NOON + GATHER)
    run_due()
    assert not Post.objects.exists()


def test_a_limit_puts_it_off(picks, reader, clock, monkeypatch):
    put(picks)
    clock(NOON + GATHER)
    later = NOON + timedelta(hours=9)

    def full(*args, **options):
        from config.kit.errors import TooMany

        refusal = TooMany()
        refusal.resets_at = later
        raise refusal

    monkeypatch.setattr("community.picks.telling.write_post", full)
    run_due()
    assert PickNews.objects.get().due_at == later
    monkeypatch.undo()
    assert not Post.objects.exists()


def test_a_silenced_list_is_not_in_the_feed(picks, reader, clock):
    put(picks)
    clock(NOON + GATHER)
    run_due()
    mute(reader, channel=channel_of(picks))
    assert not home_page(reader).items


def test_whose_list_it_is_sees_it_and_does_not_follow_it(picks, reader, clock):
    put(picks)
    clock(NOON + GATHER)
    run_due()
    (item,) = home_page(picks.person).items
    assert item.reason.kind == "own"
    with pytest.raises(OwnChannel):
        follow(picks.person, channel=channel_of(picks))


def test_a_hidden_list_is_heard_no_more(picks, reader, clock):
    put(picks)
    clock(NOON + GATHER)
    run_due()
    hide_picks(PersonFactory(is_staff=True), target=picks, reason="广告")
    assert not home_page(reader).items
    assert not Post.objects.visible_to(reader).exists()


def test_nothing_else_is_written_into_a_list(picks):
    with pytest.raises(NotAllowed):
        write_post(picks.person, channel=channel_of(picks), text="大家来买")
