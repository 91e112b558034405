"""Forms of needs that stand, and of what is bought together, in the language of whoever reads them."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation

from community.groupbuys.forms import BeginForm
from community.groups.joining import leave_group
from community.needs.forms import WeeklyForm
from community.needs.keeping import keep_watch, keep_weekly
from tests.factories import GroupFactory, PersonFactory, subscribe

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("language", "words"), [("en", ["1 day later", "1 day"]), ("zh-hans", ["1 天后", "1 天"])])
def test_choices_are_in_the_language_of_the_reader(language: str, words: list[str]) -> None:
    with translation.override(language):
        weekly: Any = WeeklyForm(person=PersonFactory()).fields["needed_in"]
        together: Any = BeginForm(person=PersonFactory()).fields["days"]
        said = [str(dict(weekly.choices)[1]), str(dict(together.choices)[1])]
    assert said == words


def test_a_budget_is_in_the_currency_of_the_site(sign_in: Any, settings: Any) -> None:
    settings.CURRENCY = "EUR"
    page = sign_in(PersonFactory()).get(reverse("need_weekly")).content.decode()
    assert ("€" in page, "¥" in page) == (True, False)


@pytest.mark.parametrize("kind", ["watch", "weekly"])
def test_who_left_all_groups_that_they_chose_chooses_again(sign_in: Any, english: Any, kind: str) -> None:
    """To choose none means all, which they never said."""
    person: Any = PersonFactory(language="en")
    left, kept = groups = [GroupFactory(), GroupFactory()]
    for group in groups:
        subscribe(person, group)
    rest: dict[str, Any] = {}
    if kind == "watch":
        need = keep_watch(person, text="tea", groups=[left])
    else:
        need = keep_weekly(person, text="tea", weekday=0, hour=9, audience="groups", groups=[left])
        rest = {"weekday": 0, "hour": 9, "hours": need.hours, "audience": "groups", "needed_in": ""}
    leave_group(person, group=left)
    client, address = sign_in(person), reverse("need_change", args=[need.reference])

    assert "Choose others" in client.get(address).content.decode()
    refused = client.post(address, {"text": "tea", **rest})
    assert (refused.status_code, "Choose others" in refused.content.decode()) == (400, True)
    assert refused.content.decode().count("Choose others") == 1
    assert list(need.in_groups.values_list("group", flat=True)) == [left.pk]

    client.post(address, {"text": "tea", "groups": [kept.slug], **rest})
    assert list(need.in_groups.values_list("group", flat=True)) == [kept.pk]


def test_who_asks_everybody_chooses_no_groups(sign_in: Any) -> None:
    person: Any = PersonFactory()
    left = GroupFactory()
    for group in (left, GroupFactory()):
        subscribe(person, group)
    need = keep_weekly(person, text="tea", weekday=0, hour=9, audience="groups", groups=[left])
    leave_group(person, group=left)
    said = {"text": "tea", "weekday": 0, "hour": 9, "hours": need.hours, "audience": "everyone", "needed_in": ""}

    sign_in(person).post(reverse("need_change", args=[need.reference]), said)

    need.refresh_from_db()
    assert need.audience == "everyone"
