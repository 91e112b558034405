"""What is read out of code and templates as a message, and what is found wrong with a catalogue."""

from __future__ import annotations

from pathlib import Path

import polib
import pytest

from tests import messages
from tests.messages import Message, faults, in_python, in_template, update

PYTHON = """
title = _("A " "title")
ngettext("%(n)d order", "%(n)d orders", count)
pgettext_lazy("month", "May")
self.gettext("method")
gettext(variable)
unrelated("not this")
"""
TEMPLATE = """{% trans "Hello (you)" %} {{ _("Open a \\"store\\"") }}
{% trans "May" context "month" as name %}
{% blocktranslate trimmed count n=n with price=p %}
  {{ n }} piece, it's {{ price }}
{% plural %}
  {{ n }} pieces at {{ price }}
{% endblocktranslate %}
<c-button label="{% trans 'Save' %}" />
{# {% trans "not this" %} #}
"""


@pytest.fixture
def catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> polib.POFile:
    """A catalogue of its own, for code that says one thing."""
    monkeypatch.setattr(messages, "CATALOGUE", tmp_path / "django.po")
    monkeypatch.setattr(messages, "used", lambda: {Message("%(n)s goods", None, None): "shop/x.py:1"})
    made = polib.POFile()
    update(made)
    return made


def test_messages_of_a_module() -> None:
    assert [message for message, _ in in_python(PYTHON)] == [
        Message("A title", None, None),
        Message("%(n)d order", "%(n)d orders", None),
        Message("May", None, "month"),
        Message("method", None, None),
    ]


def test_messages_of_a_template() -> None:
    assert [message for message, _ in in_template(TEMPLATE)] == [
        Message("Hello (you)", None, None),
        Message('Open a "store"', None, None),
        Message("May", None, "month"),
        Message("%(n)s piece, it's %(price)s", "%(n)s pieces at %(price)s", None),
        Message("Save", None, None),
    ]


def test_a_message_without_a_translation_is_a_fault(catalogue: polib.POFile) -> None:
    assert list(faults(catalogue)) == ["shop/x.py:1: no Chinese for '%(n)s goods'"]


def test_a_translated_and_compiled_catalogue_is_sound(catalogue: polib.POFile) -> None:
    catalogue[0].msgstr = "%(n)s 件商品"
    update(catalogue)
    assert list(faults(catalogue)) == []


def test_a_catalogue_that_was_not_compiled_is_a_fault(catalogue: polib.POFile) -> None:
    catalogue[0].msgstr = "%(n)s 件商品"
    assert any("make messages" in fault for fault in faults(catalogue))


def test_a_placeholder_that_the_code_does_not_fill_is_a_fault(catalogue: polib.POFile) -> None:
    catalogue[0].msgstr = "%(count)s 件商品"
    update(catalogue)
    assert list(faults(catalogue)) == ["shop/x.py:1: '%(count)s 件商品' names what '%(n)s goods' does not"]


def test_a_fuzzy_translation_is_none(catalogue: polib.POFile) -> None:
    catalogue[0].msgstr = "%(n)s 件商品"
    catalogue[0].flags.append("fuzzy")
    assert any("no Chinese" in fault for fault in faults(catalogue))


def test_a_message_that_is_said_nowhere_is_a_fault(catalogue: polib.POFile) -> None:
    catalogue[0].msgstr = "%(n)s 件商品"
    update(catalogue)
    catalogue.append(polib.POEntry(msgid="Old"))
    assert list(faults(catalogue)) == ["'Old' is said nowhere any more: make messages"]


def test_what_the_code_says_no_more_is_dropped_unless_a_translator_noted_why(catalogue: polib.POFile) -> None:
    catalogue.append(polib.POEntry(msgid="Old", msgstr="旧"))
    catalogue.append(polib.POEntry(msgid="Kept", msgstr="留", tcomment="of a library"))
    update(catalogue)
    assert {entry.msgid for entry in catalogue} == {"%(n)s goods", "Kept"}
