"""A text that the operator holds, published beside the lessons.

The text is UTF-8. Its first line is the title. Each further line that is not blank is a heading where it is
short, and a paragraph where it is long.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from config.kit.errors import Invalid
from content.articles.models import Article
from content.articles.writing import TITLE_LENGTH, save_with_slug

# In columns, of which a Chinese character takes two: 20 characters, or 40 letters.
LONGEST_HEADING = 40
MOST_BYTES = 1024 * 1024
BYLINE_LENGTH = 80
_CJK = re.compile(r"[\u3400-\u9fff]")
_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~&])")
_LIST_START = re.compile(r"^([-+]|\d{1,9}(?=[.)]))")


class Unimportable(Invalid):
    """The text is not of the form described above; `line` is the line at fault, counted from 1."""

    code = "unimportable"

    def __init__(self, message: str, line: int):
        super().__init__(_("Line %(line)d: %(message)s") % {"line": line, "message": message})
        self.line = line


@dataclass(frozen=True)
class Reading:
    """A text that was understood. `left_out` are lines at its end: headings with nothing under them."""

    title: str
    body: str
    digest: str
    left_out: list[tuple[int, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Imported:
    """`is_new` is False where the text, or an earlier version of it, was there already."""

    article: Article
    is_new: bool
    left_out: list[tuple[int, str]]


def columns(text: str) -> int:
    """The width of `text` in columns of a fixed-width font."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)


def read_text(raw: bytes) -> Reading:
    """Title and Markdown of a text. Raises Unimportable."""
    lines = _lines(raw)
    title = _title(lines[0])
    blocks: list[tuple[int, str, bool]] = []
    for number, line in enumerate(lines[1:], start=2):
        if line:
            blocks.append((number, line, columns(line) <= LONGEST_HEADING))
    left_out: list[tuple[int, str]] = []
    while blocks and blocks[-1][2]:
        number, line, _is_heading = blocks.pop()
        left_out.insert(0, (number, line))
    if not blocks:
        raise Unimportable(_("there is no paragraph under the title."), left_out[0][0] if left_out else 1)
    body = "\n\n".join(f"## {escaped(line)}" if is_heading else escaped(line) for _n, line, is_heading in blocks)
    digest = hashlib.sha256(f"{title}\n\n{body}".encode()).hexdigest()
    return Reading(title, body, digest, left_out)


def _lines(raw: bytes) -> list[str]:
    """The lines of the text, trimmed. Raises Unimportable for what is not plain UTF-8 text."""
    if len(raw) > MOST_BYTES:
        raise Unimportable(_("the text is longer than a megabyte."), 1)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise Unimportable(_("this is not UTF-8."), line) from error
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, held in enumerate(lines, start=1):
        for sign in held:
            if sign in "\ufffd\ufffe\uffff" or (sign != "\t" and unicodedata.category(sign) == "Cc"):
                message = _("it holds a character that is not text (U+%(code)s).") % {"code": f"{ord(sign):04X}"}
                raise Unimportable(message, number)
    return [" ".join(unicodedata.normalize("NFC", line).split()) for line in lines]


def _title(line: str) -> str:
    if not line:
        raise Unimportable(_("the first line must be the title."), 1)
    if len(line) > TITLE_LENGTH:
        raise Unimportable(
            _("the first line must be the title, of at most %(most)d characters; this has %(count)d.")
            % {"most": TITLE_LENGTH, "count": len(line)},
            1,
        )
    return line


def escaped(line: str) -> str:
    """The line as Markdown that shows exactly it."""
    return _LIST_START.sub(_escape_start, _MARKS.sub(r"\\\1", line))


def _escape_start(match: re.Match[str]) -> str:
    start = match.group(1)
    # "1." would begin a list, and so would "-"; a backslash goes before the mark.
    return f"{start}\\" if start[0].isdigit() else f"\\{start}"


def language_of(text: str) -> str:
    """Chinese where a fifth of the signs is, else English."""
    return "zh-hans" if len(_CJK.findall(text)) * 5 >= len(text) else "en"


@transaction.atomic
def import_article(raw: bytes | str, *, byline: str = "", language: str = "") -> Imported:
    """Publish a text that the operator holds.

    The same text again changes nothing but the byline; another version of it, under the same title, takes
    its place. Raises Unimportable.
    """
    reading = read_text(raw.encode() if isinstance(raw, str) else raw)
    byline = " ".join(byline.split())[:BYLINE_LENGTH]
    earlier = Article.objects.exclude(import_key=None)
    article = earlier.filter(import_key=reading.digest).first() or earlier.filter(title=reading.title).first()
    is_new = article is None
    if article is None:
        article = Article(published_at=timezone.now())
    article.title, article.body, article.import_key = reading.title, reading.body, reading.digest
    article.byline = byline or article.byline
    article.language = language or language_of(reading.body)
    if is_new:
        save_with_slug(article)
    else:
        article.save()
    return Imported(article, is_new, reading.left_out)
