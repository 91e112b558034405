"""Pages of articles and of the course."""

import pytest

from content.articles.importing import import_article
from content.articles.models import Article
from content.articles.writing import write_article
from content.lessons.course import course
from content.milestones.events import reached
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def me(client):
    person = PersonFactory()
    client.force_login(person)
    return person


def test_an_article_is_written(client, me):
    answer = client.post("/articles/new/", {"title": "水温", "body": "## 85 度\n\n先鲜。", "language": "zh-hans"})

    assert answer.status_code == 303
    page = client.get(answer.url).content.decode()
    assert "<h2>85 度</h2>" in page
    assert me.display_name in page


def test_a_preview_keeps_what_is_typed_and_publishes_nothing(client, me):
    page = client.post("/articles/new/", {"title": "水温", "body": "**85 度**", "preview": "1"}).content.decode()

    assert "<strong>85 度</strong>" in page
    assert 'value="水温"' in page
    assert not Article.objects.exists()


def test_a_draft_is_kept_and_published_later(client, me):
    words = {"title": "水温", "body": "85 度。", "language": "zh-hans"}
    client.post("/articles/new/", words | {"draft": "1"})
    article = Article.objects.get()
    assert not article.is_published
    assert article.title in client.get("/articles/mine/").content.decode()

    client.post(f"/articles/{article.slug}/edit/", words)
    article.refresh_from_db()
    assert article.is_published


def test_what_does_not_fit_comes_back(client, me):
    answer = client.post("/articles/new/", {"title": "", "body": "写了很久的正文", "language": "zh-hans"})
    assert answer.status_code == 422
    assert "写了很久的正文" in answer.content.decode()


def test_an_article_is_withdrawn(client, me):
    article = write_article(me, title="水温", body="85 度。")
    assert client.post(f"/articles/{article.slug}/withdraw/").url == "/articles/mine/"
    client.logout()
    assert client.get(article.get_absolute_url()).status_code == 404


def test_others_do_not_edit(client, me):
    article = write_article(PersonFactory(), title="水温", body="85 度。")
    assert client.get(f"/articles/{article.slug}/edit/").status_code == 403
    assert client.post(f"/articles/{article.slug}/withdraw/").status_code == 403
    client.logout()
    assert client.get(f"/articles/{article.slug}/edit/").status_code == 302


def test_nothing_in_an_article_runs(client):
    article = write_article(
        PersonFactory(), title="<script>x</script>", body="<script>alert(1)</script>[a](javascript:x)"
    )
    page = client.get(article.get_absolute_url()).content.decode()
    assert "<script>x" not in page
    assert "<script>alert" not in page
    assert "javascript:x" not in page.replace("[a](javascript:x)", "")


@pytest.mark.parametrize("count", [3, 12])
def test_the_list_costs_the_same_however_long(client, count, django_assert_num_queries):
    for number in range(count):
        write_article(PersonFactory(), title=f"水温 {number}", body="85 度。")
    with django_assert_num_queries(1):
        page = client.get("/articles/").content.decode()
    assert page.count("article-row") == count


def test_the_list_goes_on(client):
    for number in range(14):
        write_article(PersonFactory(), title=f"水温 {number:02}", body="85 度。")
    first = client.get("/articles/")
    second = client.get("/articles/", {"cursor": first.context["next_cursor"]})
    titles = [article.title for page in (first, second) for article in page.context["articles"]]
    assert titles == [f"水温 {number:02}" for number in reversed(range(14))]
    assert client.get("/articles/?cursor=nonsense").status_code == 200


def test_the_course_shows_what_is_done_and_the_talk_itself(client, me):
    lesson = course()[2]
    reached(me, lesson.milestone)
    import_article("题目在此\n" + "一个足够长的段落，长到任何人都不会把它当成标题，它是正文。" * 2, byline="老周")

    page = client.get("/learn/").content.decode()

    assert all(each.texts["zh-hans"].title in page for each in course())
    assert page.count("is-done") == 1
    assert "题目在此" in page
    assert client.get(f"/learn/{lesson.slug}/").context["is_done"]
    assert not client.get(f"/learn/{course()[0].slug}/").context["is_done"]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_guests_read_all_lessons(client, language):
    for lesson in course():
        page = client.get(lesson.get_absolute_url(), headers={"accept-language": language}).content.decode()
        text = lesson.texts[language]
        assert text.title in page
        assert lesson.task_url in page
