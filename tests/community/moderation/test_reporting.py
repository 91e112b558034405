import pytest
from django.contrib.auth.models import AnonymousUser

from community.moderation.models import Report
from community.moderation.reporting import report, settle_reports
from config.kit.errors import Invalid, NotAllowed
from tests.factories import PersonFactory, PostFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def post():
    return PostFactory()


@pytest.fixture
def reader():
    return PersonFactory()


def test_it_works(reader, post):
    made = report(reader, target=post, reason="spam", note="每天都发")

    assert (made.target, made.reason, made.note) == (post, "spam", "每天都发")


def test_reporting_again_is_one_report(reader, post):
    report(reader, target=post, reason="spam")
    settle_reports(PersonFactory(is_staff=True), target=post, reason="看过了")
    report(reader, target=post, reason="abuse")

    made = Report.objects.get()
    assert (made.reason, made.settled_at) == ("abuse", None)


@pytest.mark.parametrize(
    ("field", "given"), [("reason", {"reason": "x"}), ("note", {"reason": "spam", "note": "长" * 301})]
)
def test_words_are_checked(reader, post, field, given):
    with pytest.raises(Invalid) as refusal:
        report(reader, target=post, **given)
    assert refusal.value.field == field


def test_not_ones_own(post):
    with pytest.raises(Invalid):
        report(post.author, target=post, reason="spam")


def test_guests_do_not_report(post):
    with pytest.raises(NotAllowed):
        report(AnonymousUser(), target=post, reason="spam")


def test_settling(reader, post):
    report(reader, target=post, reason="spam")
    with pytest.raises(NotAllowed):
        settle_reports(reader, target=post, reason="看过了")

    assert settle_reports(PersonFactory(is_staff=True), target=post, reason="看过了") == 1
    assert settle_reports(PersonFactory(is_staff=True), target=post, reason="看过了") == 0
