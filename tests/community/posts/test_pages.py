"""The pages of posts: writing, reading, answering, keeping order, and what a page costs."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from community.channels.channels import channel_key
from community.groups.models import Group
from community.people.models import Block
from community.posts.commenting import comment
from community.posts.models import Comment, Post, Reaction, Standing
from content.pictures.models import Picture
from tests.counting import queries_asked
from tests.factories import (
    CommentFactory,
    PersonFactory,
    PictureFactory,
    PostFactory,
    ProductFactory,
    StoreFactory,
    channel_of,
    subscribe,
)

pytestmark = pytest.mark.django_db
HTMX = {"hx-request": "true"}


def photo(name="a.jpg"):
    file = BytesIO()
    Image.new("RGB", (320, 240), "#1b6b58").save(file, "JPEG")
    return SimpleUploadedFile(name, file.getvalue())


def test_writing(sign_in, member, group):
    product = ProductFactory()
    data = {
        "channel": channel_key(group),
        "key": "k",
        "text": "今天到了",
        "link": f"http://testserver{product.get_absolute_url()}",
        "photos": [photo(), photo("b.jpg")],
    }

    answer = sign_in(member).post(reverse("post_new"), data)

    post = Post.objects.get()
    assert answer.status_code == 303
    assert answer["Location"] == f"{group.get_absolute_url()}#post-{post.reference}"
    assert (post.text, post.link, post.pictures.count()) == ("今天到了", product.get_absolute_url(), 2)


def test_sent_twice_is_written_once(sign_in, member, group):
    client = sign_in(member)
    for _ in range(2):
        data = {"channel": channel_key(group), "key": "k", "text": "今天到了", "photos": photo()}
        assert client.post(reverse("post_new"), data).status_code == 303

    assert Post.objects.count() == 1
    assert Picture.objects.count() == 1


def test_nothing_is_lost_by_a_wrong_field(sign_in, member, group):
    client = sign_in(member)
    data = {"channel": channel_key(group), "key": "k", "text": "今天到了", "link": "javascript:x", "photos": photo()}

    answer = client.post(reverse("post_new"), data)

    assert answer.status_code == 400
    assert answer.context["form"].errors["link"]
    assert "今天到了" in answer.content.decode()
    kept = answer.context["kept"][0].reference
    assert Picture.objects.get().reference == kept
    client.post(reverse("post_new"), data | {"link": "", "photos": [], "kept": kept})
    assert Post.objects.get().pictures.get().picture.reference == kept


def test_one_bad_file_does_not_cost_the_others(sign_in, member, group):
    bad = SimpleUploadedFile("notes.txt", b"not a photo")
    data = {"channel": channel_key(group), "text": "今天到了", "photos": [photo(), bad]}

    answer = sign_in(member).post(reverse("post_new"), data)

    assert "notes.txt" in answer.context["form"].errors["photos"][0]
    assert len(answer.context["kept"]) == 1


def test_photos_have_an_order_and_words_beside_those_that_are_there(sign_in, member, group):
    there = PictureFactory(owner=member)
    data = {"channel": channel_key(group), "text": "今天到了", "photos": [photo(), photo()]}
    data |= {"kept": ["new", there.reference, "new"], f"alt-{there.reference}": "一碗面", "alt": ["甲", "乙"]}

    sign_in(member).post(reverse("post_new"), data)

    hung = [row.picture for row in Post.objects.get().pictures.select_related("picture")]
    assert [picture.alt for picture in hung] == ["甲", "一碗面", "乙"]
    assert hung[1] == there


def test_what_photos_show_survives_an_error(sign_in, member, group):
    there, too_long = PictureFactory(owner=member), "长" * 201
    data = {"channel": channel_key(group), "text": "今天到了", "photos": [photo()], "link": "javascript:x"}
    data |= {"kept": ["new", there.reference], f"alt-{there.reference}": "一碗面", "alt": ["甲"]}
    client = sign_in(member)

    answer = client.post(reverse("post_new"), data)

    assert [picture.alt for picture in answer.context["kept"]] == ["甲", "一碗面"]
    assert 'value="一碗面"' in answer.content.decode()
    sent = {"kept": there.reference, f"alt-{there.reference}": too_long, "link": "", "photos": []}
    answer = client.post(reverse("post_new"), data | sent)
    assert answer.status_code == 400
    assert "201" in answer.content.decode()
    assert too_long in answer.content.decode()
    assert not Post.objects.exists()


def test_photos_are_taken_in_to_be_described_without_scripts(sign_in, member, group):
    data = {"channel": channel_key(group), "text": "", "photos": [photo(), photo()], "do": "photos"}

    answer = sign_in(member).post(reverse("post_new"), data)

    assert answer.status_code == 200
    assert len(answer.context["kept"]) == 2
    assert answer.content.decode().count('name="alt-') == 2


def test_kept_photos_are_ones_own(sign_in, member, group):
    others = PictureFactory()
    data = {"channel": channel_key(group), "text": "今天到了", "kept": f"{others.reference} zzz"}

    sign_in(member).post(reverse("post_new"), data)

    assert not Post.objects.get().pictures.exists()


def test_ten_photos_are_not_even_looked_at(sign_in, member, group):
    data = {"channel": channel_key(group), "text": "今天到了", "photos": [photo() for _ in range(10)]}

    answer = sign_in(member).post(reverse("post_new"), data)

    assert answer.context["form"].errors["photos"]
    assert not Picture.objects.exists()


@pytest.mark.parametrize("key", ["", "group:nowhere", "x", "store:", "group:\x00"])
def test_no_such_place(sign_in, member, key):
    answer = sign_in(member).post(reverse("post_new"), {"channel": key, "text": "?"})

    assert answer.status_code == 404


def test_outsiders_do_not_post(sign_in, outsider, group):
    assert sign_in(outsider).post(reverse("post_new"), {"channel": channel_key(group), "text": "?"}).status_code == 403
    Group.objects.update(access="ask")
    assert sign_in(outsider).post(reverse("post_new"), {"channel": channel_key(group), "text": "?"}).status_code == 404


def test_where_to_post(sign_in, member, group):
    store = StoreFactory(owner=member)

    page = sign_in(member).get(reverse("post_new"))

    assert list(page.context["groups"]) == [group]
    assert list(page.context["stores"]) == [store]


def test_reading_with_answers_under_what_they_answer(sign_in, post, member, group):
    first = comment(member, post=post, text="水温多少？")
    answer = comment(group.owner, post=post, text="85 度", parent=first)
    last = comment(member, post=post, text="谢谢")

    said = sign_in(member).get(post.get_absolute_url()).context["said"]

    assert [(one.line.comment, [line.comment for line in one.answers]) for one in said] == [
        (first, [answer]),
        (last, []),
    ]


def test_answers_stay_where_the_comment_is_gone(sign_in, post, member, group):
    first = comment(member, post=post, text="水温多少？")
    answer = comment(group.owner, post=post, text="85 度", parent=first)
    comment(member, post=post, text="没人回答的")
    Comment.objects.filter(author=member).update(state=Standing.DELETED)

    page = sign_in(member).get(post.get_absolute_url())

    assert [(one.line.is_gone, [line.comment for line in one.answers]) for one in page.context["said"]] == [
        (True, [answer])
    ]
    assert "水温多少" not in page.content.decode()


def test_words_of_the_blocked_are_not_there(sign_in, post, member, group):
    comment(group.owner, post=post, text="看不见的话")
    Block.objects.create(person=group.owner, blocked=member)

    assert "看不见的话" not in sign_in(member).get(post.get_absolute_url()).content.decode()


def test_commenting(sign_in, post, member):
    client = sign_in(member)
    answer = client.post(reverse("post_comment", args=[post.reference]), {"text": "好", "key": "k"})
    client.post(reverse("post_comment", args=[post.reference]), {"text": "好", "key": "k"})

    written = Comment.objects.get()
    assert answer["Location"] == f"{post.get_absolute_url()}#comment-{written.reference}"


@pytest.mark.parametrize("text", ["", "长" * 2001])
def test_a_comment_comes_back_when_it_is_wrong(sign_in, post, member, text):
    answer = sign_in(member).post(reverse("post_comment", args=[post.reference]), {"text": text})

    assert answer.status_code == 400
    assert answer.context["form"].errors["text"]
    assert text in answer.content.decode()


@pytest.mark.parametrize("parent", ["x", "0" * 16, "\x00"])
def test_no_answer_to_nothing(sign_in, post, member, parent):
    answer = sign_in(member).post(reverse("post_comment", args=[post.reference]), {"text": "好", "parent": parent})

    assert answer.status_code in (400, 404)
    assert not Comment.objects.exists()


def test_one_tap_likes_and_takes_it_back(sign_in, post, member):
    client = sign_in(member)

    liked = client.post(reverse("post_react", args=[post.reference]), headers=HTMX).content.decode()
    assert Reaction.objects.get().person == member
    assert 'aria-pressed="true"' in liked
    assert reverse("post_unreact", args=[post.reference]) in liked
    back = client.post(reverse("post_unreact", args=[post.reference]), headers=HTMX).content.decode()
    assert not Reaction.objects.exists()
    assert 'aria-pressed="false"' in back


def test_without_scripts_a_tap_leads_back(sign_in, post, member, group):
    path = f"http://testserver{group.get_absolute_url()}"

    answer = sign_in(member).post(reverse("post_react", args=[post.reference]), headers={"referer": path})

    assert (answer.status_code, answer["Location"]) == (303, path)


def test_all_signs_on_the_posts_own_page(sign_in, post, member):
    path = f"{reverse('post_react', args=[post.reference])}?kind=thanks&all=1"

    assert 'id="signs"' in sign_in(member).post(path, headers=HTMX).content.decode()
    assert Reaction.objects.get().kind == "thanks"


def test_deleting_offers_the_way_back(sign_in, post, member):
    client = sign_in(member)
    answer = client.post(reverse("post_delete", args=[post.reference]), follow=True)

    undo = reverse("post_undelete", args=[post.reference])
    assert undo in answer.content.decode()
    assert client.get(post.get_absolute_url()).status_code == 404
    assert client.post(undo).status_code == 303
    assert client.get(post.get_absolute_url()).status_code == 200


def test_nobody_else_brings_it_back(sign_in, post, member, moderator):
    sign_in(member).post(reverse("post_delete", args=[post.reference]))

    assert sign_in(moderator).post(reverse("post_undelete", args=[post.reference])).status_code == 404


def test_editing(sign_in, post, member, moderator):
    path = reverse("post_edit", args=[post.reference])
    client = sign_in(member)

    assert client.post(path, {"text": "", "link": ""}).status_code == 400
    assert client.post(path, {"text": "改过了", "link": ""}).status_code == 303
    post.refresh_from_db()
    assert post.text == "改过了"
    assert sign_in(moderator).get(path).status_code == 403


def test_keeping_order(sign_in, post, moderator, member):
    client = sign_in(moderator)
    client.post(reverse("post_pin", args=[post.reference]))
    assert client.get(post.channel.get_absolute_url()).context["pinned"][0].post == post
    assert client.post(reverse("post_hide", args=[post.reference]), {"reason": ""}).status_code == 400
    client.post(reverse("post_hide", args=[post.reference]), {"reason": "广告"})
    assert client.get(post.get_absolute_url()).status_code == 404
    assert client.post(reverse("post_restore", args=[post.reference])).status_code == 303
    assert client.get(post.get_absolute_url()).status_code == 200


def test_members_keep_no_order(sign_in, post, group):
    other = subscribe(PersonFactory(), group).person
    client = sign_in(other)
    for verb in ("pin", "hide", "delete", "edit"):
        assert client.post(reverse(f"post_{verb}", args=[post.reference]), {"reason": "?"}).status_code == 403
    assert client.post(reverse("post_restore", args=[post.reference])).status_code == 404


def test_comments_are_kept_in_order_too(sign_in, post, moderator, member):
    said = CommentFactory(post=post, author=member)
    client = sign_in(moderator)

    client.post(reverse("comment_hide", args=[said.reference]), {"reason": "骂人"})
    said.refresh_from_db()
    assert said.state == Standing.HIDDEN
    client.post(reverse("comment_restore", args=[said.reference]))
    said.refresh_from_db()
    assert said.state == Standing.VISIBLE
    assert client.post(reverse("comment_delete", args=[said.reference])).status_code == 403
    assert sign_in(member).post(reverse("comment_delete", args=[said.reference])).status_code == 303


def test_a_stores_news(client, sign_in):
    store = StoreFactory()
    post = PostFactory(channel=channel_of(store), author=store.owner, text="新到的龙井")

    guest = client.get(reverse("store_news", args=[store.slug]))
    owner = sign_in(store.owner).get(reverse("store_news", args=[store.slug]))

    assert post.text in guest.content.decode()
    assert not guest.context["can_post"]
    assert owner.context["can_post"]


def fill(post, count):
    for _ in range(count):
        first = CommentFactory(post=post, author=PersonFactory(photo=PictureFactory()))
        CommentFactory(post=post, parent=first, author=PersonFactory(photo=PictureFactory()))
        Reaction.objects.create(post=post, person=PersonFactory())
        post.pictures.create(picture=PictureFactory(owner=post.author))


def test_a_post_costs_the_same_however_much_is_said(sign_in, post, member):
    client, costs = sign_in(member), []
    for count in (3, 12):
        fill(post, count)
        client.get(post.get_absolute_url())
        with queries_asked() as queries:
            client.get(post.get_absolute_url())
        costs.append(len(queries))
    assert costs[0] == costs[1]
    assert costs[1] <= 30


def test_a_long_conversation_has_pages(sign_in, post, member):
    for _ in range(33):
        CommentFactory(post=post)
    client = sign_in(member)
    first = client.get(post.get_absolute_url())
    second = client.get(post.get_absolute_url(), {"cursor": first.context["cursor"]})

    assert (len(first.context["said"]), len(second.context["said"])) == (30, 3)
