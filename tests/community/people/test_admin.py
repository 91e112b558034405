"""People and what belongs to them in the admin."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from community.entry.codes import Purpose, send_code
from community.moderation.models import ModerationAction
from community.people.contacts import parse_contact
from community.people.models import Block, Person
from content.articles.importing import import_article
from content.articles.models import Article
from content.articles.writing import write_article
from content.milestones.models import Milestone
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db

PAGES = [
    *("community_person", "community_block", "community_onetimecode", "community_knock"),
    *("content_article", "content_milestone", "account_emailaddress", "mfa_authenticator"),
]


@pytest.fixture
def boss(client):
    person = PersonFactory(is_staff=True, is_superuser=True)
    client.force_login(person)
    return person


@pytest.mark.parametrize("page", PAGES)
def test_everything_is_listed_and_searched(client, boss, page):
    target = PersonFactory()
    Block.objects.create(person=boss, blocked=target)
    Milestone.objects.create(person=target, kind="store_opened")
    send_code(contact=parse_contact("13800138000"), purpose=Purpose.ENTER)
    write_article(target, title="水温", body="85 度。")

    path = reverse(f"admin:{page}_changelist")
    assert client.get(path).status_code == 200
    assert client.get(path, {"q": "张"}).status_code == 200


def act(client, page, action, row, **fields):
    data = {"action": action, "_selected_action": [row.pk]} | fields
    return client.post(reverse(f"admin:{page}_changelist"), data)


def test_a_person_is_suspended_with_a_reason_and_let_in_again(client, boss):
    target = PersonFactory()

    act(client, "community_person", "suspend_people", target, reason="卖假茶")
    target.refresh_from_db()
    assert (target.is_active, target.suspended_reason) == (False, "卖假茶")
    act(client, "community_person", "restore_people", target, reason="弄清楚了")
    target.refresh_from_db()
    assert target.is_active
    assert ModerationAction.objects.count() == LogEntry.objects.count() == 2


def test_nobody_is_suspended_without_a_reason(client, boss):
    target = PersonFactory()
    act(client, "community_person", "suspend_people", target)
    assert Person.objects.get(pk=target.pk).is_active


def test_what_people_wrote_is_not_changed_but_rights_are(client, boss):
    target = PersonFactory(name="林晓雨")
    path = reverse("admin:community_person_change", args=[target.pk])
    assert client.get(path).status_code == 200

    client.post(path, {"name": "别的名字", "is_staff": "on"})

    target.refresh_from_db()
    assert (target.name, target.is_staff) == ("林晓雨", True)


def test_an_article_is_withdrawn_and_logged(client, boss):
    article = write_article(PersonFactory(), title="水温", body="85 度。")

    act(client, "content_article", "withdraw_articles", article, reason="抄来的")

    article.refresh_from_db()
    assert not article.is_published
    action = ModerationAction.objects.get()
    assert (action.verb, action.owner, action.reason) == ("hide_article", article.author, "抄来的")


def test_the_operators_own_text_can_be_mended(client, boss):
    article = import_article("题目\n" + "一个足够长的段落，长到任何人都不会把它当成标题，它是正文。" * 2).article
    path = reverse("admin:content_article_change", args=[article.pk])

    client.post(path, {"title": "新题目", "byline": "老周", "body": article.body, "language": "zh-hans"})

    assert Article.objects.get().title == "新题目"
