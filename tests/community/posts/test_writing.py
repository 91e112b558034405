import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError
from django.utils import timezone

from community.channels.models import Subscription
from community.drafts.holding import PostHeld, hold
from community.drafts.models import Draft
from community.events import post_written
from community.groups.membering import remove_member
from community.groups.models import Group
from community.moderation.acting import hide_post
from community.moderation.models import WordRule
from community.moderation.restricting import Restricted, limit_person
from community.people.models import Block
from community.posts import writing
from community.posts.models import Post, Standing
from community.posts.writing import delete_post, edit_post, undelete_post, write_post
from config.kit.errors import Invalid, NotAllowed
from content.pictures.models import Picture
from shop.stores.models import Store
from tests.factories import PersonFactory, PictureFactory, StoreFactory, channel_of, subscribe
from tests.hearing import hearing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_home(settings):
    settings.SITE_URL = "https://qunpu.example"


def test_it_works(group, member):
    with hearing(post_written) as heard:
        post = write_post(member, channel=group.channel, text=" 今天到了。\r\n明天有 ", link="/s/tea/")

    assert (post.text, post.link, post.author) == ("今天到了。\n明天有", "/s/tea/", member)
    assert [event["post"] for event in heard] == [post]


def test_the_same_key_is_the_same_post(group, member):
    photo = PictureFactory(owner=member)
    first = write_post(member, channel=group.channel, text="一", pictures=[photo], idempotency_key="k")

    with hearing(post_written) as heard:
        again = write_post(member, channel=group.channel, text="一", pictures=[photo], idempotency_key="k")

    assert again == first
    assert heard == []
    assert Post.objects.count() == 1


def test_a_key_is_ones_own(group, member):
    write_post(member, channel=group.channel, text="一", idempotency_key="k")
    write_post(group.owner, channel=group.channel, text="二", idempotency_key="k")

    assert Post.objects.count() == 2


def test_without_keys_posts_are_many(group, member):
    for _ in range(2):
        write_post(member, channel=group.channel, text="一")
    assert Post.objects.count() == 2


def test_the_first_page_of_ours_becomes_the_card(group, member):
    text = "看 https://other.example 和 https://qunpu.example/s/tea/，好"

    assert write_post(member, channel=group.channel, text=text).link == "/s/tea/"


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("text", {"text": " \n "}),
        ("text", {"text": "长" * 5001}),
        ("link", {"text": "一", "link": "javascript:alert(1)"}),
    ],
)
def test_words_are_checked(group, member, field, given):
    with pytest.raises(Invalid) as refusal:
        write_post(member, channel=group.channel, **given)
    assert refusal.value.field == field


def test_photos_alone_are_enough(group, member):
    photos = PictureFactory.create_batch(9, owner=member)

    post = write_post(member, channel=group.channel, text="", pictures=photos)

    assert [hung.picture for hung in post.pictures.all()] == photos


def test_ten_photos_are_too_many(group, member):
    with pytest.raises(Invalid) as refusal:
        write_post(member, channel=group.channel, text="一", pictures=PictureFactory.create_batch(10, owner=member))
    assert refusal.value.field == "pictures"


def test_only_photos_of_ones_own_and_only_once(group, member):
    mine = PictureFactory(owner=member)
    for pictures in ([PictureFactory()], [mine, mine]):
        with pytest.raises(Invalid):
            write_post(member, channel=group.channel, text="一", pictures=pictures)


def test_a_photo_that_hangs_elsewhere_is_not_taken_along(group, member):
    shown = PictureFactory(owner=member)
    StoreFactory(owner=member, photo=shown)
    with pytest.raises(Invalid):
        write_post(member, channel=group.channel, text="一", pictures=[shown])


@pytest.mark.parametrize(("access", "private"), [("public", False), ("ask", True), ("invite", True)])
def test_photos_are_as_private_as_the_group(group, member, access, private):
    Group.objects.update(access=access)
    group.refresh_from_db()
    photo = PictureFactory(owner=member, is_private=not private)

    write_post(member, channel=group.channel, text="", pictures=[photo])

    photo.refresh_from_db()
    assert photo.is_private is private


def test_what_counts_is_the_door_as_it_is_now(group, member):
    photo = PictureFactory(owner=member)
    Group.objects.update(access="ask")

    write_post(member, channel=group.channel, text="", pictures=[photo])

    photo.refresh_from_db()
    assert photo.is_private


def test_store_and_person_speak_in_their_own_channel(member):
    store = StoreFactory(owner=member)

    assert write_post(member, channel=channel_of(store), text="上新")
    assert write_post(member, channel=channel_of(member), text="早")


def test_nobody_speaks_in_anothers_channel(member):
    for channel in (channel_of(StoreFactory()), channel_of(PersonFactory())):
        subscribe(member, channel.subject)
        with pytest.raises(NotAllowed):
            write_post(member, channel=channel, text="我来了")


def test_not_in_a_closed_store_or_group(group, member):
    Group.objects.update(closed_at=timezone.now())
    closed = StoreFactory(owner=PersonFactory(is_active=False), state=Store.State.CLOSED)
    for who, channel in ((member, group.channel), (closed.owner, channel_of(closed))):
        with pytest.raises(NotAllowed):
            write_post(who, channel=channel, text="还有人吗")


@pytest.mark.parametrize("state", ["pending", "left", "banned"])
def test_only_as_a_member(group, outsider, state):
    subscribe(outsider, group, state=state)
    for who in (outsider, PersonFactory(), AnonymousUser()):
        with pytest.raises(NotAllowed):
            write_post(who, channel=group.channel, text="让我说")


def test_editing(post, member):
    edit_post(member, post=post, text="改过了")

    post.refresh_from_db()
    assert post.text == "改过了"
    assert post.edited_at


def test_editing_leaves_no_empty_post(post, member):
    with pytest.raises(Invalid):
        edit_post(member, post=post, text="")


def test_only_the_author_edits(post, group, moderator):
    for who in (group.owner, moderator, AnonymousUser()):
        with pytest.raises(NotAllowed):
            edit_post(who, post=post, text="改")
        with pytest.raises(NotAllowed):
            delete_post(who, post=post)


def test_who_left_may_delete_but_not_edit(post, member):
    Subscription.objects.filter(person=member).update(state="left")
    Group.objects.update(access="ask")
    post.refresh_from_db()

    with pytest.raises(NotAllowed):
        edit_post(member, post=post, text="改")
    assert delete_post(member, post=post).state == Standing.DELETED


def test_deleting_takes_the_photos_along_and_can_be_undone(group, member):
    photo = PictureFactory(owner=member)
    post = write_post(member, channel=group.channel, text="", pictures=[photo])

    delete_post(member, post=post)
    assert not Post.objects.visible_to(member).exists()
    assert not Picture.objects.visible_to(group.owner).filter(pk=photo.pk).exists()

    undelete_post(member, post=post)
    assert Post.objects.visible_to(member).exists()
    assert Picture.objects.visible_to(group.owner).filter(pk=photo.pk).exists()


def test_deleting_is_no_way_around_a_moderator(post, member, moderator):
    hide_post(moderator, post=post, reason="广告")
    delete_post(member, post=post)
    with pytest.raises(NotAllowed):
        undelete_post(member, post=post)


def test_blocked_people_do_not_read_each_other(post, group):
    Block.objects.create(person=group.owner, blocked=post.author)

    assert not Post.objects.visible_to(group.owner).exists()


def test_whoever_is_kept_from_posting_says_nothing_by_other_words(post, member, moderator, group):
    gone = write_post(member, channel=group.channel, text="旧话")
    delete_post(member, post=gone)
    limit_person(moderator, target=member, what=["post"], reason="广告", group=group)

    with pytest.raises(Restricted):
        edit_post(member, post=post, text="广告")
    with pytest.raises(Restricted):
        undelete_post(member, post=gone)


def test_whoever_was_put_out_brings_nothing_back(member, moderator, group):
    gone = write_post(member, channel=group.channel, text="旧话")
    delete_post(member, post=gone)
    row = Subscription.objects.get(person=member, channel=group.channel)
    remove_member(moderator, subscription=row, reason="广告", ban=True)

    with pytest.raises(NotAllowed):
        undelete_post(member, post=gone)


def test_the_same_words_held_at_once_are_one_draft(member, group, monkeypatch):
    WordRule.objects.create(kind="word", text="刷单", effect="hold")

    def quicker(*arguments, **words):
        hold(*arguments, **words)
        raise IntegrityError

    monkeypatch.setattr(writing, "hold", quicker)
    with pytest.raises(PostHeld) as held:
        write_post(member, channel=group.channel, text="刷单吗", idempotency_key="k")
    assert held.value.draft == Draft.objects.get()
