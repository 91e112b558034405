"""The Chinese catalogue: `python -m tests.messages` brings it up to date, `--check` tells what is wrong with it.

What is to be translated is read here, not by GNU gettext, so that the check runs on every machine.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import polib
from django.utils.translation.template import templatize

BASE = Path(__file__).resolve().parent.parent
CATALOGUE = BASE / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
HOUSES = ("config", "content", "shop", "community")
# Which arguments of a marking function are: context, message, plural (None: it has none).
MARKERS: dict[str, tuple[int | None, int, int | None]] = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), (None, 0, None)),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (None, 0, 1)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), (0, 1, None)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), (0, 1, 2)),
}
IN_TEMPLATE = re.compile(rf"(?<![\w.])({'|'.join(MARKERS)})\(")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
CHINESE = re.compile(r"[\u3400-\u9fff\u3000-\u303f\uff00-\uffef]")


class Message(NamedTuple):
    """Something that a person reads, as the code spells it."""

    text: str
    plural: str | None
    context: str | None


def used() -> dict[Message, str]:
    """Every message of the code and the templates, and where it stands."""
    found: dict[Message, str] = {}
    for house in HOUSES:
        for path in sorted((BASE / house).rglob("*.py")):
            if "migrations" not in path.parts:
                for message, line in in_python(path.read_text()):
                    found.setdefault(message, f"{path.relative_to(BASE)}:{line}")
        for path in sorted([*(BASE / house).rglob("*.html"), *(BASE / house).rglob("*.txt")]):
            if "templates" in path.parts:
                for message, line in in_template(path.read_text()):
                    found.setdefault(message, f"{path.relative_to(BASE)}:{line}")
    return found


def in_python(source: str) -> Iterator[tuple[Message, int]]:
    """The messages of a module, with their lines."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in MARKERS and (message := message_of(name, node.args)):
                yield message, node.lineno


def in_template(source: str) -> Iterator[tuple[Message, int]]:
    """The messages of a template, with their lines."""
    code = templatize(source)
    for found in IN_TEMPLATE.finditer(code):
        line = code.count("\n", 0, found.start()) + 1
        if message := message_of(found[1], arguments(code, found.end())):
            yield message, line


def arguments(code: str, start: int) -> list[ast.expr]:
    """The arguments of the call whose opening bracket ends at `start`; the shortest text that reads as Python."""
    for end in (found.end() for found in re.finditer(r"\)", code[start:])):
        try:
            call = ast.parse(f"f({code[start : start + end]}", mode="eval").body
        except SyntaxError:
            continue
        return call.args if isinstance(call, ast.Call) else []
    return []


def message_of(name: str, args: list[ast.expr]) -> Message | None:
    """The message of a call to the marker `name`; None if its text is not written there."""

    def text(place: int | None) -> str | None:
        if place is None or place >= len(args):
            return None
        value = args[place]
        return value.value if isinstance(value, ast.Constant) and isinstance(value.value, str) else None

    context, message, plural = MARKERS[name]
    return Message(text(message) or "", text(plural), text(context)) if text(message) else None


def faults(catalogue: polib.POFile) -> Iterator[str]:
    """What is wrong: a message without its translation, with other placeholders, not in English, or of no use."""
    entries = {(entry.msgctxt, entry.msgid): entry for entry in catalogue if not entry.obsolete}
    wanted = used()
    said = {(message.context, message.text) for message in wanted}
    for key, entry in entries.items():
        if key not in said and not entry.tcomment:
            yield f"{entry.msgid!r} is said nowhere any more: make messages"
    for message, place in wanted.items():
        entry = entries.get((message.context, message.text))
        if CHINESE.search(message.text) and message.text not in {"中文", "群铺"}:
            yield f"{place}: the message is not in English: {message.text!r}"
        if entry is None or entry.fuzzy or not all(forms(entry)):
            yield f"{place}: no Chinese for {message.text!r}"
            continue
        if message.plural and not entry.msgid_plural:
            yield f"{place}: {message.text!r} is counted here, but not in the catalogue"
        for form in forms(entry):
            if set(PLACEHOLDER.findall(form)) - set(PLACEHOLDER.findall(message.text + (message.plural or ""))):
                yield f"{place}: {form!r} names what {message.text!r} does not"
    if mo_of(catalogue) != compiled():
        yield "the compiled catalogue is not that of the .po file: make messages"


def forms(entry: polib.POEntry) -> list[str]:
    """The translations of an entry."""
    return list(entry.msgstr_plural.values()) or [""] if entry.msgid_plural else [entry.msgstr]


def mo_of(catalogue: polib.POFile) -> dict[tuple[str | None, str], list[str]]:
    """What the compiled catalogue must say."""
    return {(e.msgctxt, e.msgid): forms(e) for e in catalogue.translated_entries()}


def compiled() -> dict[tuple[str | None, str], list[str]]:
    """What it says."""
    path = CATALOGUE.with_suffix(".mo")
    return {(e.msgctxt, e.msgid): forms(e) for e in polib.mofile(str(path))} if path.exists() else {}


def update(catalogue: polib.POFile) -> None:
    """Add what is new, without a translation; drop what is used no more; compile."""
    wanted = used()
    kept = {(message.context, message.text) for message in wanted}
    for entry in list(catalogue):
        if (entry.msgctxt, entry.msgid) not in kept and not entry.tcomment:
            catalogue.remove(entry)
    have = {(entry.msgctxt, entry.msgid) for entry in catalogue}
    for message in wanted:
        if (message.context, message.text) not in have:
            plural = {"msgid_plural": message.plural, "msgstr_plural": {0: ""}} if message.plural else {}
            catalogue.append(polib.POEntry(msgid=message.text, msgctxt=message.context, **plural))
            have.add((message.context, message.text))
    catalogue.sort(key=lambda entry: (entry.msgid.casefold(), entry.msgctxt or ""))
    catalogue.save(str(CATALOGUE))
    catalogue.save_as_mofile(str(CATALOGUE.with_suffix(".mo")))


def main(arguments: list[str]) -> int:
    """Returns 1 if something is wrong. An entry with a translator's comment is kept though the code does not use it."""
    catalogue = polib.pofile(str(CATALOGUE), wrapwidth=100)
    if "--check" not in arguments:
        update(catalogue)
    wrong = list(faults(catalogue))
    sys.stdout.write("".join(f"{fault}\n" for fault in wrong))
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
