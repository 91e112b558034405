import pytest
from taggit.models import Tag

from community.attention.quotas import QuotaReached
from community.channels.models import Subscription
from community.events import mentioned
from community.groups.models import Group
from community.people.models import Block
from community.posts import naming
from community.posts.commenting import comment, delete_comment, edit_comment
from community.posts.marking import marks_of, marks_of_comments
from community.posts.models import Mention, Post, PostTag
from community.posts.writing import delete_post, edit_post, write_post
from tests.counting import queries_asked
from tests.factories import GroupFactory, PersonFactory, PostFactory, StoreFactory, channel_of, subscribe
from tests.hearing import hearing

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    return GroupFactory(access=Group.Access.ASK)


@pytest.fixture
def lin(group):
    return subscribe(PersonFactory(username="lin", name="林晓"), group).person


def tags(post):
    return sorted(post.tags.values_list("slug", flat=True))


def named(**where):
    return set(Mention.objects.filter(**where).values_list("person__username", flat=True))


def test_tags_follow_the_words(group, member):
    Tag.objects.create(name="Green Tea", slug="green-tea")
    post = write_post(member, channel=group.channel, text="#龙井 and #Green-Tea")
    assert tags(post) == ["green-tea", "龙井"]
    assert Tag.objects.get(slug="green-tea").name == "Green Tea"

    edit_post(member, post=post, text="#绿茶 and #green-tea")
    assert tags(post) == ["green-tea", "绿茶"]
    assert set(PostTag.objects.values_list("within", flat=True)) == {group.channel.pk}


@pytest.mark.parametrize("text", ["问问 @lin", "问问@LIN，好吗", "问问@林晓好吗", "@林晓 and @lin"])
def test_a_member_is_named_by_username_or_name(group, member, lin, text):
    with hearing(mentioned) as heard:
        post = write_post(member, channel=group.channel, text=text)

    assert named(post=post, comment=None) == {"lin"}
    assert [(event["post"], event["comment"], event["actor"], event["people"]) for event in heard] == [
        (post, None, member, [lin.pk])
    ]


def test_only_who_may_read_the_words_is_named(group, member, lin):
    PersonFactory(username="outside")
    gone = subscribe(PersonFactory(username="gone"), group, state=Subscription.State.BANNED).person
    Block.objects.create(person=subscribe(PersonFactory(username="shut"), group).person, blocked=member)
    subscribe(PersonFactory(username="away", is_active=False), group)

    with hearing(mentioned) as heard:
        post = write_post(
            member, channel=group.channel, text=f"@outside @{gone.username} @shut @away @{member.username}"
        )

    assert named(post=post) == set()
    assert heard == []


def test_who_blocked_the_posts_author_is_not_named_below_it(group, member, lin):
    post = write_post(group.owner, channel=group.channel, text="茶")
    Block.objects.create(person=lin, blocked=group.owner)

    comment(member, post=post, text="@lin")

    assert not Mention.objects.exists()


def test_a_name_that_two_have_means_nobody(group, member, lin):
    subscribe(PersonFactory(name="林晓"), group)
    assert not naming.people_named(member, post=PostFactory(channel=group.channel), text="@林晓")


def test_a_chosen_name_counts_only_near(member):
    post = PostFactory(channel=channel_of(StoreFactory()))
    far, near = PersonFactory(name="远人"), PersonFactory(name="近人")
    subscribe(member, near)

    found = naming.people_named(member, post=post, text=f"@远人 @近人 @{far.username}")

    assert set(found) == {near.pk, far.pk}


def test_new_names_are_told_of_once(group, member, lin):
    other = subscribe(PersonFactory(username="chen"), group).person
    post = write_post(member, channel=group.channel, text="@lin")
    with hearing(mentioned) as heard:
        edit_post(member, post=post, text="@林晓 @chen")
        said = comment(member, post=post, text="@chen")
        edit_comment(member, comment=said, text="@chen @lin")

    assert [event["people"] for event in heard] == [[other.pk], [other.pk], [lin.pk]]
    assert named(post=post, comment=None) == named(comment=said) == {"lin", "chen"}


def test_what_is_gone_names_nobody(group, member, lin):
    post = write_post(member, channel=group.channel, text="@lin")
    said = comment(member, post=post, text="@lin")
    assert Mention.objects.visible_to(lin).count() == 2
    delete_comment(member, comment=said)
    assert Mention.objects.visible_to(lin).count() == 1
    delete_post(member, post=post)
    assert not Mention.objects.visible_to(lin).exists()


def test_too_many_names_are_refused_with_the_words(group, member):
    for number in range(20):
        subscribe(PersonFactory(username=f"one-{number}"), group)
    text = " ".join(f"@one-{number}" for number in range(20))

    with pytest.raises(QuotaReached) as refusal:
        write_post(member, channel=group.channel, text=text)
    assert refusal.value.field == "text"
    assert not Post.objects.filter(author=member).exists()


def test_names_and_tags_are_links_where_the_person_may_be_seen(group, member, lin):
    post = write_post(member, channel=group.channel, text="@林晓 #龙井")
    said = comment(member, post=post, text="@lin #龙井")
    reader = subscribe(PersonFactory(), group).person

    shown = marks_of([post], reader)[post.pk].render(post.text)
    assert '<a class="mark" href="/p/lin/">@林晓</a>' in shown
    assert ">#龙井</a>" in shown
    below = marks_of_comments([said], reader)[said.pk]
    assert below.render(said.text, with_tags=False) == '<p><a class="mark" href="/p/lin/">@lin</a> #龙井</p>'

    Block.objects.create(person=lin, blocked=reader)
    assert marks_of([post], reader) == marks_of_comments([said], reader) == {}


def test_marks_cost_one_statement_and_none_where_there_are_none(group, member, lin):
    for number in range(3):
        write_post(member, channel=group.channel, text=f"@lin {number}")
    posts = list(Post.objects.select_related("poll"))
    with queries_asked() as queries:
        assert set(marks_of(posts, member)) == {post.pk for post in posts}
    assert len(queries) == 1
    plain = Post.objects.select_related("poll").get(pk=PostFactory(channel=group.channel).pk)
    with queries_asked() as queries:
        assert marks_of([plain], member) == {}
    assert len(queries) == 0


def test_suggestions_are_people_near(group, member, lin):
    subscribe(PersonFactory(username="linda"), group)
    PersonFactory(username="lingling")
    Block.objects.create(person=subscribe(PersonFactory(username="lincoln"), group).person, blocked=member)

    assert [one.username for one in naming.suggestions(member, group.channel, "li")] == ["linda", "lin"]
    assert naming.suggestions(member, group.channel, "林") == [lin]
    assert naming.suggestions(PersonFactory(), group.channel, "li") == []
    assert naming.suggestions(member, group.channel, "\x00") == []


def test_the_list_is_for_whoever_may_read(sign_in, client, group, member, lin):
    path = f"/posts/names/?channel=group:{group.slug}&q=li"
    assert "@lin" in sign_in(member).get(path).content.decode()
    assert sign_in(PersonFactory()).get(path).status_code == 404
    assert sign_in(member).get("/posts/names/?channel=group:none&q=li").status_code == 404
