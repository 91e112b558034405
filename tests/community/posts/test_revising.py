import pytest

from community.posts.commenting import comment, edit_comment
from community.posts.models import CommentRevision, PostRevision
from community.posts.writing import edit_post, write_post
from config.kit.errors import Invalid, NotAllowed
from tests.factories import PersonFactory

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
