"""What a page makes a phone fetch, compressed."""

import gzip
import re
from pathlib import Path

from django.conf import settings

STATIC = Path(settings.BASE_DIR) / "config" / "static"
TEMPLATES = Path(settings.BASE_DIR) / "config" / "templates" / "frame"


def compressed(paths) -> int:
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in paths)


def linked(kind: str) -> list[Path]:
    """The files that the frame's templates link, of one kind."""
    text = "".join((TEMPLATES / name).read_text(encoding="utf-8") for name in ("styles.html", "assets.html"))
    return [STATIC / path for path in re.findall(rf"{{% static '([^']+\.{kind})' %}}", text)]


def test_styles_are_small():
    assert linked("css")
    assert compressed(linked("css")) <= 20 * 1024


def test_scripts_are_small():
    assert linked("js")
    assert compressed(linked("js")) <= 40 * 1024


def test_every_file_is_used_by_some_page():
    base = Path(settings.BASE_DIR)
    pages = "".join(
        path.read_text(encoding="utf-8")
        for folder in ("config", "content", "shop", "community")
        for path in (base / folder).rglob("*.html")
    )
    for path in (*(STATIC / "css").glob("*.css"), *(STATIC / "js").glob("*.js")):
        assert f"{path.parent.name}/{path.name}" in pages, path


# Data for search engines is no script: nothing runs it.
INLINE = re.compile(r"""\sstyle=["']|<style|\son[a-z]+=["']|<script(?![^>]*\s(?:src=|type="application/ld\+json"))""")


def test_nothing_inline():
    """A strict policy would silently drop it. Mail, and the page that people take along, have no other way."""
    houses = (Path(settings.BASE_DIR) / house / "templates" for house in ("community", "config", "content", "shop"))
    paths = [path for house in houses for path in house.rglob("*.html") if not path.name.startswith("mail")]
    assert len(paths) > 100
    for path in paths:
        if path.parent.name == "archive":
            continue
        text = path.read_text(encoding="utf-8")
        assert not INLINE.search(text), path
