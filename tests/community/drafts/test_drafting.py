from datetime import timedelta

import pytest
from django.utils import timezone

from community.drafts import drafting
from community.drafts.models import Draft, DraftPicture
from community.polls.asking import question
from community.posts.models import Post
from community.posts.writing import write_post
from config.kit.errors import Invalid, NotAllowed
from tests.factories import PersonFactory, PictureFactory

pytestmark = pytest.mark.django_db


def soon(**ahead):
    return timezone.now() + timedelta(**(ahead or {"hours": 2}))


def test_words_photos_and_poll_are_put_by(group, member):
    photos = [PictureFactory(owner=member) for _ in range(2)]
    poll = question(["一", "二"])
    kept = drafting.save(member, channel=group.channel, text=" 好 ", pictures=photos, poll=poll)

    assert (kept.text, kept.state, kept.poll) == ("好", "draft", poll.as_json())
    assert [row.picture for row in kept.pictures.all()] == photos
    assert not Post.objects.exists()


def test_the_same_key_is_the_same_draft(group, member):
    first = drafting.save(member, channel=group.channel, text="一", idempotency_key="k")
    second = drafting.save(member, channel=group.channel, text="二", idempotency_key="k")
    assert (second, second.text) == (first, "二")
    assert Draft.objects.count() == 1


def test_going_on_keeps_and_orders_photos(draft, member):
    photos = [PictureFactory(owner=member) for _ in range(3)]
    drafting.save(member, channel=draft.channel, text="二", pictures=photos, draft=draft)
    drafting.save(member, channel=draft.channel, text="二", pictures=[photos[2], photos[0]], draft=draft)
    assert [row.picture for row in draft.pictures.all()] == [photos[2], photos[0]]


def test_photos_that_are_not_free(draft, group, member):
    other = drafting.save(member, channel=group.channel, text="别的", pictures=[PictureFactory(owner=member)])
    taken = other.pictures.get().picture
    for pictures in ([taken], [PictureFactory()], [PictureFactory(owner=member)] * 2):
        with pytest.raises(Invalid) as refusal:
            drafting.save(member, channel=group.channel, text="一", pictures=pictures, draft=draft)
        assert refusal.value.field == "pictures"
    with pytest.raises(Invalid):
        write_post(member, channel=group.channel, text="一", pictures=[taken])


def test_nothing_is_no_draft(group, member):
    with pytest.raises(Invalid):
        drafting.save(member, channel=group.channel, text=" ")


def test_there_is_an_end_to_drafts(group, member, monkeypatch):
    monkeypatch.setattr(drafting, "MOST_DRAFTS", 1)
    drafting.save(member, channel=group.channel, text="一")
    with pytest.raises(drafting.TooManyDrafts):
        drafting.save(member, channel=group.channel, text="二")


def test_a_draft_is_its_authors(draft, group):
    for verb in (drafting.drop, drafting.unschedule, drafting.take_back):
        with pytest.raises(NotAllowed):
            verb(group.owner, draft=draft)
    with pytest.raises(NotAllowed):
        drafting.schedule(group.owner, draft=draft, due_at=soon())
    with pytest.raises(NotAllowed):
        drafting.save(group.owner, channel=group.channel, text="?", draft=draft)
    assert not Draft.objects.visible_to(group.owner).exists()
    assert list(Draft.objects.visible_to(draft.author)) == [draft]


@pytest.mark.parametrize("ahead", [{"minutes": -1}, {"days": 366}])
def test_times_that_cannot_be(draft, member, ahead):
    with pytest.raises(Invalid) as refusal:
        drafting.schedule(member, draft=draft, due_at=soon(**ahead))
    assert refusal.value.field == "due_at"


def test_what_could_not_be_a_post_gets_no_time(group, member):
    bare = drafting.save(member, channel=group.channel, text="", poll=question(["一", "二"]))
    with pytest.raises(Invalid):
        drafting.schedule(member, draft=bare, due_at=soon())


def test_editing_what_has_a_time_keeps_it(draft, member):
    at = soon()
    drafting.schedule(member, draft=draft, due_at=at)
    changed = drafting.save(member, channel=draft.channel, text="改了", draft=draft)
    assert (changed.state, changed.due_at) == ("scheduled", at)
    assert drafting.unschedule(member, draft=draft).state == "draft"


def test_throwing_away_and_back(draft, member):
    drafting.schedule(member, draft=draft, due_at=soon())
    assert drafting.drop(member, draft=draft).state == "dropped"
    drafting.drop(member, draft=draft)
    assert not Draft.objects.visible_to(member).exists()
    assert not Draft.open_rows(soon(days=1)).exists()
    assert drafting.take_back(member, draft=draft).state == "draft"


def test_what_was_thrown_away_is_forgotten_after_a_week(draft, member):
    drafting.save(member, channel=draft.channel, text="一", pictures=[PictureFactory(owner=member)], draft=draft)
    drafting.drop(member, draft=draft)
    drafting.forget_dropped()
    assert Draft.objects.exists()
    Draft.objects.update(changed_at=timezone.now() - timedelta(days=8))
    drafting.forget_dropped()
    assert not Draft.objects.exists()
    assert not DraftPicture.objects.exists()


def test_the_pages(sign_in, group, member):
    client = sign_in(member)
    sent = {"channel": f"group:{group.slug}", "text": "明天 #龙井", "key": "k", "options": ["一", "二", "", ""]}
    assert client.post("/post/", sent | {"do": "draft"})["Location"] == "/posts/drafts/"
    draft = Draft.objects.get()
    page = client.get("/posts/drafts/").content.decode()
    assert f"?draft={draft.reference}" in page
    going_on = client.get("/post/", {"draft": draft.reference}).content.decode()
    assert 'value="二"' in going_on
    assert "明天 #龙井" in going_on

    later = sent | {"draft": draft.reference, "do": "schedule"}
    assert client.post("/post/", later).status_code == 400
    assert client.post("/post/", later | {"due_at": "2001-01-01T08:00"}).status_code == 400
    at = timezone.localtime(soon(days=1))
    assert client.post("/post/", later | {"due_at": at.strftime("%Y-%m-%dT%H:%M")}).status_code == 303
    draft.refresh_from_db()
    assert draft.due_at == at.replace(second=0, microsecond=0)
    assert client.post(f"/posts/drafts/{draft.reference}/unschedule/").status_code == 303
    answer = client.post("/post/", sent | {"draft": draft.reference, "do": "post"})
    post = Post.objects.get()
    assert answer["Location"].endswith(f"#post-{post.reference}")
    assert post.poll.options.count() == 2
    again = client.post("/post/", sent | {"draft": draft.reference, "do": "post"})
    assert again["Location"] == post.get_absolute_url()
    assert Post.objects.count() == 1


def test_throwing_away_on_the_page_has_an_undo(sign_in, draft, member):
    client = sign_in(member)
    path = f"/posts/drafts/{draft.reference}/"
    assert f"{path}back/" in client.post(f"{path}drop/", follow=True).content.decode()
    assert client.post(f"{path}back/").status_code == 303
    assert client.get(f"{path}drop/").status_code == 405
    assert sign_in(PersonFactory()).post(f"{path}drop/").status_code == 404


def test_photos_are_put_in_order_and_removed_without_scripts(sign_in, group, member):
    photos = [PictureFactory(owner=member) for _ in range(3)]
    one, two, three = (photo.reference for photo in photos)
    sent = {"channel": f"group:{group.slug}", "text": "", "kept": f"{one} {two} {three}"}
    client = sign_in(member)

    def after(do):
        page = client.post("/post/", sent | {"do": do})
        assert page.status_code == 200
        return [picture.reference for picture in page.context["kept"]]

    assert after(f"earlier:{three}") == [one, three, two]
    assert after(f"later:{one}") == [two, one, three]
    assert after(f"earlier:{one}") == after(f"later:{three}") == after("later:zzz") == [one, two, three]
    assert after(f"remove:{two}") == [one, three]
    client.post("/post/", sent | {"kept": f"{three} {one}", "do": "post"})
    assert [hung.picture.reference for hung in Post.objects.get().pictures.all()] == [three, one]


def test_a_draft_keeps_what_its_photos_show(sign_in, group, member):
    photo = PictureFactory(owner=member, alt="面")
    sent = {"channel": f"group:{group.slug}", "text": "", "kept": photo.reference, f"alt-{photo.reference}": "一碗面"}
    client = sign_in(member)
    client.post("/post/", sent | {"do": "draft"})

    draft = Draft.objects.get()
    page = client.get("/post/", {"draft": draft.reference})
    assert [picture.alt for picture in page.context["kept"]] == ["一碗面"]
    client.post("/post/", sent | {"draft": draft.reference, f"alt-{photo.reference}": "", "do": "post"})
    assert Post.objects.get().pictures.get().picture.alt == ""


def test_nobody_goes_on_with_a_strangers_draft(sign_in, draft):
    client = sign_in(PersonFactory())
    assert client.get("/post/", {"draft": draft.reference}).status_code == 404
    assert client.get("/post/", {"draft": "\x00"}).status_code == 200
