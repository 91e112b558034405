"""`manage.py import_article FILE`: publish a text that the operator holds beside the lessons."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from content.articles.importing import MOST_BYTES, Unimportable, import_article


class Command(BaseCommand):
    help = (
        "Publish a text beside the lessons. UTF-8; its first line is the title, its short lines (at most 20 Chinese "
        "characters or 40 letters) are headings, its long ones are paragraphs. Running it again changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--byline", default="", help="Who wrote it.")
        parser.add_argument("--language", choices=dict(settings.LANGUAGES), default="", help="By default as it looks.")

    def handle(self, *args: Any, file: Path, byline: str, language: str, **options: Any) -> None:
        try:
            with file.open("rb") as opened:
                raw = opened.read(MOST_BYTES + 1)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        try:
            done = import_article(raw, byline=byline, language=language)
        except Unimportable as error:
            raise CommandError(f"{file}: {error}") from error
        for number, line in done.left_out:
            self.stdout.write(f"left out line {number}, a heading with nothing under it: {line}")
        said = "published" if done.is_new else "already there, brought up to date"
        self.stdout.write(f"{said}: {settings.SITE_URL}{done.article.get_absolute_url()}")
