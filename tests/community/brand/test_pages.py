"""The profile as its visitors and its owner see it."""

import pytest
from django.urls import reverse

from community.brand.models import ProfileVisit
from community.brand.visiting import today_of
from community.groups.models import Group
from community.people.profile import write_profile
from community.posts.reacting import react
from community.posts.useful import mark_useful
from community.trust.models import Evidence
from community.trust.recording import record
from tests.factories import (
    CommentFactory,
    GroupFactory,
    PersonFactory,
    PostFactory,
    ProductFactory,
    StoreFactory,
    subscribe,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def page_of(client, path="/p/lin/"):
    return client.get(path, headers={"Accept-Language": "en"}).content.decode()


def test_promises_are_said_in_words_and_figures(client, lin, keep):
    keep(lin, 47)
    keep(lin, 1, kept=False)
    page = page_of(client)
    assert "47 / 48" in page
    assert "47 of 48 promises kept" in page


def test_too_few_are_called_too_few(client, lin, keep):
    keep(lin, 2)
    page = page_of(client)
    assert "2 of 2 promises kept" in page
    assert "Too few yet" in page
    assert "2 / 2" not in page


def test_what_is_empty_is_not_shown(client, lin):
    page = page_of(client)
    for heading in ("Promises kept", "What I know", "Story", "A year", "next step"):
        assert heading not in page


def test_to_the_owner_what_is_empty_is_one_next_step(sign_in, lin):
    page = page_of(sign_in(lin))
    assert page.count("Your next step") == 1
    assert "There is no photo of you" in page
    assert f"{reverse('profile_edit')}#id_photo" in page


def test_the_owner_sees_how_they_are_found(sign_in, lin):
    ProfileVisit.objects.create(person=lin, day=today_of(lin), source="card", count=3)
    page = page_of(sign_in(lin), "/me/brand/")
    assert "QR code of the card" in page
    assert page_of(sign_in(PersonFactory()), "/me/brand/").count("QR code of the card") == 0


def test_a_page_says_what_helped_and_what_taught(client, lin):
    answer = CommentFactory(author=lin, post=PostFactory(text="水温多少合适呢"), text="八十五度，水先放两分钟。")
    mark_useful(answer.post.author, comment=answer)
    for _number in range(2):
        react(PersonFactory(), post=PostFactory(author=lin, text=f"洗茶 {_number}"), kind="learned")
    page = page_of(client)
    assert "1 of them helped whoever asked" in page
    assert "This helped whoever asked: 水温多少合适呢" in page
    assert "1 person learned something from it" in page


def test_answers_that_helped_nobody_yet_are_the_step(sign_in, lin):
    CommentFactory(author=lin, post=PostFactory())
    page = page_of(sign_in(lin), "/me/brand/")
    assert "Answers in public: 1. Nobody said yet that one helped" in page
    assert "You have not answered anybody in public yet" not in page


def test_each_step_leads_somewhere(sign_in, lin):
    write_profile(lin, headline="", specialties=["绿茶"])
    ProductFactory(store=StoreFactory(owner=lin))
    client = sign_in(lin)
    steps = client.get("/me/brand/").context["steps"]
    assert len(steps) == 7
    for step in steps:
        assert client.get(step.url).status_code == 200, step.part


def test_a_word_of_others_about_a_specialty_counts(sign_in, lin):
    write_profile(lin, specialties=["绿茶", "水温"])
    record(
        Evidence.Kind.ENDORSED,
        by=PersonFactory(),
        about=lin,
        source=StoreFactory(),
        topic=lin.specialties.get(name="绿茶"),
    )
    steps = {step.part: step for step in sign_in(lin).get("/me/brand/").context["steps"]}
    assert "水温" in steps["words_of_others"].what
    assert "绿茶" not in steps["words_of_others"].what


@pytest.fixture
def doors(lin):
    for access in ("public", "ask", "hidden"):
        subscribe(lin, GroupFactory(slug=access, name=f"Group {access}", access=access))


@pytest.mark.parametrize(
    ("by", "seen"),
    [
        ("guest", {"public"}),
        ("follower", {"public"}),
        ("group:ask", {"public", "ask"}),
        ("group:hidden", {"public"}),
        ("nonsense", {"public"}),
    ],
)
def test_through_the_eyes_of_others(sign_in, lin, doors, by, seen):
    answer = sign_in(lin).get("/me/brand/seen/", {"by": by})
    assert {group.slug for group in answer.context["groups"]} == seen
    assert ("Following" in answer.content.decode()) is (by == "follower")


@pytest.mark.parametrize("by", ["guest", "follower", "group:ask"])
def test_it_is_what_they_really_see(client, lin, doors, by):
    """The preview against the page of somebody who stands so."""
    PostFactory(author=lin)
    client.force_login(lin)
    preview = client.get("/me/brand/seen/", {"by": by}).context
    client.logout()
    if by != "guest":
        reader = PersonFactory()
        subscribe(reader, lin if by == "follower" else Group.objects.get(slug="ask"))
        client.force_login(reader)
    real = client.get("/p/lin/").context
    for part in ("groups", "stores", "promises", "year", "latest_post", "specialties", "is_me"):
        assert preview[part] == real[part], part
    assert preview["relation"].following == real["relation"].following


def test_what_is_shown_is_chosen(sign_in, lin, doors):
    client = sign_in(lin)
    page = page_of(client, "/me/brand/")
    assert "Group ask" in page
    assert "Group hidden" not in page.partition("<form")[2]
    answer = client.post("/me/brand/shown/", {"lessons": "on", "group-public": "nobody", "group-ask": "everyone"})
    assert answer.status_code == 303
    client.logout()
    assert {group.slug for group in client.get("/p/lin/").context["groups"]} == {"ask"}
    wrong = sign_in(lin).post("/me/brand/shown/", {"group-public": "friends", "group-ask": "everyone"})
    assert wrong.status_code == 422


def test_the_owners_page_costs_the_same_however_much_there_is(sign_in, lin, keep, django_assert_max_num_queries):
    client = sign_in(lin)
    with django_assert_max_num_queries(26) as little:
        client.get("/me/brand/")
    keep(lin, 5)
    write_profile(lin, specialties=["绿茶", "水温", "茶具"])
    for _number in range(5):
        subscribe(lin, GroupFactory())
        ProductFactory(store=StoreFactory(owner=lin))
    with django_assert_max_num_queries(len(little) + 2):
        client.get("/me/brand/")
