"""Forms of needs that stand, and of what is bought together, in the language of whoever reads them."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation

from community.groupbuys.forms import BeginForm
from community.needs.forms import WeeklyForm
from tests.factories import PersonFactory

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
