"""Articles, lessons and milestones in the API."""

import pytest

from content.articles.importing import import_article
from content.articles.models import Article
from content.articles.writing import write_article
from content.lessons.course import course
from content.milestones.events import reached
from tests.api.clients import client_of
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


def test_articles_are_written_changed_and_withdrawn(guest):
    author = PersonFactory()
    client = client_of(author)

    made = client.post("/api/v1/articles/", {"title": "水温", "body": "85 度。", "language": "zh-hans"})
    assert made.status_code == 201
    path = f"/api/v1/articles/{made.json()['slug']}/"
    assert guest.get(path).json()["author"] == author.username
    assert client.patch(path, {"body": "95 度。"}).json()["body"] == "95 度。"
    assert client.post(f"{path}withdraw/").json()["published_at"] is None
    assert guest.get(path).status_code == 404


def test_only_its_author_changes_an_article():
    article = write_article(PersonFactory(), title="水温", body="85 度。")
    client = client_of(PersonFactory())
    assert client.patch(f"/api/v1/articles/{article.slug}/", {"title": "别人的"}).status_code == 403
    assert client.post(f"/api/v1/articles/{article.slug}/withdraw/").status_code == 403


def test_guests_do_not_write(guest):
    assert guest.post("/api/v1/articles/", {"title": "水温", "body": "85 度。"}).status_code == 401
    assert not Article.objects.exists()


def test_a_refusal_names_the_field():
    answer = client_of(PersonFactory()).post("/api/v1/articles/", {"title": "", "body": "正文"})
    assert answer.json()["errors"][0]["field"] == "title"


def test_the_operators_text_is_told_apart(guest):
    write_article(PersonFactory(), title="水温", body="85 度。")
    import_article("题目\n" + "一个足够长的段落，长到任何人都不会把它当成标题，它是正文。" * 2)

    found = guest.get("/api/v1/articles/?original=true").json()["results"]

    assert [(row["title"], row["author"]) for row in found] == [("题目", None)]


@pytest.mark.parametrize("count", [3, 12])
def test_lists_cost_the_same_however_long(guest, count, django_assert_num_queries):
    for number in range(count):
        write_article(PersonFactory(), title=f"水温 {number}", body="85 度。")
    with django_assert_num_queries(1):
        assert len(guest.get("/api/v1/articles/").json()["results"]) == count


@pytest.mark.parametrize(("language", "tag"), [("zh-hans", "zh-hans"), ("en", "en")])
def test_the_course_is_told_in_the_language_asked_for(guest, language, tag):
    rows = guest.get("/api/v1/lessons/", headers={"accept-language": tag}).json()
    assert [row["title"] for row in rows] == [lesson.texts[language].title for lesson in course()]
    assert not any(row["done"] for row in rows)


def test_what_is_done_is_told():
    person = PersonFactory()
    lesson = course()[5]
    reached(person, lesson.milestone)
    client = client_of(person)

    assert client.get(f"/api/v1/lessons/{lesson.slug}/").json()["done"]
    assert [row["kind"] for row in client.get("/api/v1/milestones/").json()["results"]] == [lesson.milestone]


def test_unknown_lessons_are_not_there(guest):
    assert guest.get("/api/v1/lessons/nothing/").status_code == 404
