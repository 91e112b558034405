import pytest

from community.moderation.filtering import Unwanted
from community.moderation.models import WordRule
from community.posts.commenting import comment, edit_comment
from community.posts.models import CommentRevision, PostRevision
from community.posts.revising import as_seen
from community.posts.writing import edit_post, write_post
from config.kit.errors import Invalid, NotAllowed
from content.pictures.models import Picture
from tests.factories import PersonFactory, PictureFactory, subscribe

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(group, member):
    return write_post(member, channel=group.channel, text="一")


def test_what_a_post_said_stays(client, post, member):
    edit_post(member, post=post, text="二")
    edit_post(member, post=post, text="二")
    edit_post(member, post=post, text="三", link="/s/tea/")

    assert [(row.text, row.link) for row in post.revisions.all()] == [("二", ""), ("一", "")]
    first, second = PostRevision.objects.order_by("id")
    assert first.written_at == post.created_at
    assert second.written_at > first.written_at
    page = client.get(f"/posts/{post.reference}/history/").content.decode()
    assert "一" in page
    assert "二" in page
    assert "/history/" in client.get(post.get_absolute_url()).content.decode()


def test_whoever_may_not_read_the_post_reads_no_history(client, group, post, member):
    edit_post(member, post=post, text="二")
    group.access = "ask"
    group.save()
    assert client.get(f"/posts/{post.reference}/history/").status_code == 404


def test_comments_too(client, sign_in, post, member):
    said = comment(member, post=post, text="一")
    path = f"/comments/{said.reference}/edit/"
    assert sign_in(PersonFactory()).get(path).status_code == 403
    mine = sign_in(member)
    assert mine.post(path, {"text": ""}).status_code == 400
    assert mine.post(path, {"text": "二"}).status_code == 303
    said.refresh_from_db()
    assert said.edited_at
    assert CommentRevision.objects.get().text == "一"
    assert "一" in client.get(f"/comments/{said.reference}/history/").content.decode()


def test_only_its_author_edits_a_comment(group, post, member):
    said = comment(member, post=post, text="一")
    with pytest.raises(NotAllowed):
        edit_comment(group.owner, comment=said, text="二")
    with pytest.raises(Invalid):
        edit_comment(member, comment=said, text=" ")
    edit_comment(member, comment=said, text="一")
    assert not CommentRevision.objects.exists()


def test_long_histories_have_pages(client, post, member):
    for number in range(25):
        edit_post(member, post=post, text=f"第 {number}")
    first = client.get(f"/posts/{post.reference}/history/")
    second = client.get(f"/posts/{post.reference}/history/", {"cursor": first.context["cursor"]})
    assert (len(first.context["said"]), len(second.context["said"]), second.context["cursor"]) == (20, 5, "")


@pytest.fixture
def photos(member):
    return [PictureFactory(owner=member, alt=alt) for alt in ("甲", "乙", "丙")]


@pytest.fixture
def album(group, member, photos):
    return write_post(member, channel=group.channel, text="三张", pictures=photos)


def hung(post):
    return [(row.picture, row.picture.alt) for row in post.pictures.select_related("picture")]


def test_photos_are_taken_out_and_change_places_and_what_was_there_stays(album, member, photos):
    one, two, three = photos
    edit_post(member, post=album, pictures=[three, one], alts={one.reference: "甲!"})

    assert hung(album) == [(three, "丙"), (one, "甲!")]
    revision = album.revisions.get()
    assert [(row.picture, row.alt) for row in revision.pictures.all()] == [(one, "甲"), (two, "乙"), (three, "丙")]
    assert (album.text, revision.text) == ("三张", "三张")
    edit_post(member, post=album, pictures=[three, one], alts={one.reference: "甲!"})
    edit_post(member, post=album, text="三张")
    assert album.revisions.count() == 1


def test_what_was_taken_out_comes_back(album, member, photos):
    edit_post(member, post=album, pictures=photos[:1])
    assert Picture.objects.get(pk=photos[1].pk).is_private
    edit_post(member, post=album, pictures=photos[:2])

    assert [picture for picture, _ in hung(album)] == photos[:2]
    assert not Picture.objects.get(pk=photos[1].pk).is_private


def test_only_photos_of_the_post_and_not_all_where_there_is_nothing_else(group, member, album, photos):
    other = PictureFactory(owner=member)
    write_post(member, channel=group.channel, text="别的", pictures=[other])
    bare = [PictureFactory(owner=member)]
    silent = write_post(member, channel=group.channel, text="", pictures=bare)
    for post, chosen, field in [
        (album, [*photos, other], "pictures"),
        (album, [PictureFactory()], "pictures"),
        (album, [photos[0], photos[0]], "pictures"),
        (silent, [], "text"),
    ]:
        with pytest.raises(Invalid) as refusal:
            edit_post(member, post=post, pictures=chosen)
        assert refusal.value.field == field
    with pytest.raises(Invalid) as refusal:
        edit_post(member, post=album, alts={photos[0].reference: "长" * 201})
    assert refusal.value.field == "alts"
    assert not PostRevision.objects.exists()


def test_a_photo_taken_out_is_for_its_author_and_those_who_keep_order(client, sign_in, group, album, member, photos):
    edit_post(member, post=album, pictures=photos[:2], alts={photos[0].reference: "甲!"})
    gone = f"/pictures/{photos[2].reference}/160.webp"
    other = subscribe(PersonFactory(), group).person
    staff = PersonFactory(is_staff=True)
    path = f"/posts/{album.reference}/history/"

    for reader, sees in [(None, False), (other, False), (member, True), (group.owner, True), (staff, True)]:
        visitor = client if reader is None else sign_in(reader)
        assert Picture.objects.visible_to(visitor.get("/").wsgi_request.user).filter(pk=photos[2].pk).exists() is sees
        then = visitor.get(path).context["said"][0].pictures
        assert [photo.alt for photo in then] == ["甲", "乙", "丙" if sees else ""]
        assert [photo.picture for photo in then] == [*photos[:2], photos[2] if sees else None]
        assert (gone in visitor.get(path).content.decode()) is sees
    assert (sign_in(other).get(gone).status_code, client.get(gone).status_code) == (404, 404)


def test_a_page_of_revisions_costs_the_same_however_many(album, member, photos, django_assert_max_num_queries):
    for number in range(5):
        edit_post(member, post=album, text=f"第 {number}", pictures=photos[: 1 + number % 3])
    rows, reader = list(album.revisions.all()), PersonFactory()
    with django_assert_max_num_queries(4):
        as_seen(album, rows, reader)


def test_the_page_of_editing_moves_and_takes_out_photos(sign_in, album, member, photos):
    one, two, three = (photo.reference for photo in photos)
    client, path = sign_in(member), f"/posts/{album.reference}/edit/"
    assert [picture.reference for picture in client.get(path).context["kept"]] == [one, two, three]
    sent = {"text": "还是三张", "link": "", "kept": ["", one, two, three], f"alt-{one}": "甲!"}

    page = client.post(path, sent | {"do": f"earlier:{three}"})
    assert [picture.reference for picture in page.context["kept"]] == [one, three, two]
    assert "还是三张" in page.content.decode()
    page = client.post(path, sent | {"text": "长" * 5001})
    assert page.status_code == 400
    assert 'value="甲!"' in page.content.decode()

    assert client.post(path, sent | {"kept": ["", three, one], "do": "save"}).status_code == 303
    assert [(picture.reference, alt) for picture, alt in hung(album)] == [(three, "丙"), (one, "甲!")]
    assert client.post(path, {"text": "只改字", "link": ""}).status_code == 303
    assert len(hung(album)) == 2
    assert client.post(path, {"text": "没有了", "link": "", "kept": ""}).status_code == 303
    assert hung(album) == []


def test_words_of_photos_are_judged(album, member, photos, group):
    WordRule.objects.create(group=group, kind="word", text="假货")
    with pytest.raises(Unwanted):
        edit_post(member, post=album, alts={photos[0].reference: "假货"})
