import pytest
from django.contrib.auth.models import AnonymousUser

from community.people.blocking import block
from config.kit.errors import Invalid, NotAllowed
from content.articles.events import article_withdrawn
from content.articles.models import Article
from content.articles.writing import edit_article, withdraw_article, write_article
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


def write(person=None, **fields):
    return write_article(person or PersonFactory(), **({"title": "水温", "body": "85 度。"} | fields))


def test_it_works():
    article = write(title="水温到底差在哪里", language="zh-hans")

    assert article.slug == "shui-wen-dao-di-cha-zai-na-li"
    assert Article.objects.visible_to(AnonymousUser()).get() == article


def test_the_same_title_gets_another_address():
    assert write().slug != write().slug


@pytest.mark.parametrize("title", ["new", "mine", "2024", "🍵"])
def test_no_title_takes_an_address_of_the_site(title):
    assert write(title=title).slug not in ("new", "mine", "2024", "")


def test_a_draft_is_its_authors_only():
    article = write(publish=False)

    assert not Article.objects.visible_to(AnonymousUser()).exists()
    assert not Article.objects.visible_to(PersonFactory()).exists()
    assert Article.objects.visible_to(article.author).get() == article


def test_a_draft_is_published_by_editing():
    article = write(publish=False)
    edit_article(article.author, article=article, publish=True)
    assert Article.objects.visible_to(AnonymousUser()).exists()


def test_editing_keeps_the_address():
    article = write()
    slug = article.slug

    edit_article(article.author, article=article, title="换个题目", body="95 度。")

    article.refresh_from_db()
    assert (article.slug, article.title, article.body) == (slug, "换个题目", "95 度。")


@pytest.mark.parametrize(
    ("field", "value"),
    [("title", " "), ("title", "长" * 121), ("body", ""), ("body", "长" * 50_001), ("language", "xx")],
)
def test_what_does_not_fit_is_refused_at_its_field(field, value):
    with pytest.raises(Invalid) as refusal:
        write(**{field: value})
    assert refusal.value.field == field


def test_guests_do_not_write():
    with pytest.raises(NotAllowed):
        write(AnonymousUser())


def test_only_the_author_edits():
    article = write()
    for person in (PersonFactory(), PersonFactory(is_staff=True)):
        with pytest.raises(NotAllowed):
            edit_article(person, article=article, title="别人的题目")


def test_a_withdrawn_article_is_a_draft_again():
    article = write()
    withdraw_article(article.author, article=article)
    assert not Article.objects.visible_to(AnonymousUser()).exists()
    assert Article.objects.visible_to(article.author).exists()


def test_the_staff_says_why():
    told = []
    article_withdrawn.connect(lambda **kwargs: told.append(kwargs["reason"]), weak=False, dispatch_uid="test")
    staff = PersonFactory(is_staff=True)

    with pytest.raises(Invalid):
        withdraw_article(staff, article=write())
    withdraw_article(staff, article=write(), reason="抄来的")

    article_withdrawn.disconnect(dispatch_uid="test")
    assert told == ["抄来的"]


def test_others_do_not_withdraw():
    with pytest.raises(NotAllowed):
        withdraw_article(PersonFactory(), article=write())


def test_the_blocked_and_the_suspended_are_not_read():
    article = write()
    reader = PersonFactory()
    block(article.author, other=reader)
    assert not Article.objects.visible_to(reader).exists()
    assert Article.objects.visible_to(AnonymousUser()).exists()

    article.author.is_active = False
    article.author.save()
    assert not Article.objects.visible_to(AnonymousUser()).exists()
