"""What a page says of itself: OpenGraph, what Twitter made of it, or plain title and description."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from urllib.parse import urljoin

from lxml import etree

from content.text.markdown import shortened

# In this many bytes a page must have named its encoding.
_EARLY = 2048
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


@dataclass(frozen=True)
class Described:
    """`picture` is an address, "" for none."""

    title: str = ""
    description: str = ""
    site_name: str = ""
    picture: str = ""


def described(body: bytes, *, charset: str, url: str) -> Described:
    """What the page at `url` says of itself. `charset` is what its header claimed; it may be wrong."""
    root = _tree(decoded(body, charset))
    if root is None:
        return Described()
    said: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = (meta.get("property") or meta.get("name") or "").strip().lower()
        content = meta.get("content") or ""
        if name and content.strip():
            said.setdefault(name, content)
    title = next((element.text or "" for element in root.iter("title")), "")
    return Described(
        title=_line(said.get("og:title") or said.get("twitter:title") or title, 200),
        description=_line(
            said.get("og:description") or said.get("twitter:description") or said.get("description"), 300
        ),
        site_name=_line(said.get("og:site_name"), 80),
        picture=_picture(said, url),
    )


def _tree(text: str) -> etree._Element | None:
    """The page's elements; libxml2 is quick whatever it is given, and opens nothing that the page names."""
    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None


def _picture(said: dict[str, str], url: str) -> str:
    names = ("og:image:secure_url", "og:image:url", "og:image", "twitter:image", "twitter:image:src")
    named = next((said[name].strip() for name in names if name in said), "")
    try:
        return urljoin(url, named) if named else ""
    except ValueError:
        return ""


def _line(text: str | None, most: int) -> str:
    """On one line, without what turns the direction of reading or cannot be seen."""
    seen = "".join(sign if sign.isprintable() else " " for sign in text or "")
    return shortened(" ".join(seen.split()), most - 1)


def decoded(body: bytes, charset: str) -> str:
    """The text of a page: by its mark, its header, its own word, or what it turns out to be; never an error."""
    for mark, name in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    for name in (charset, _named_in(body), "utf-8", "gb18030"):
        text = _tried(body, name)
        if text is not None:
            return text
    return body.decode("utf-8", "replace")


def _tried(body: bytes, name: str) -> str | None:
    """The text, if `name` is an encoding of text and fits; the last sign may be cut."""
    try:
        # What calls itself GB2312 uses the signs of its successors.
        codec = codecs.lookup("gb18030" if name.lower() in ("gb2312", "gbk") else name)
        # Names of hosts are spelled in these, not pages, and half a megabyte of it would take a worker minutes.
        if codec.name in ("punycode", "idna") or not codec._is_text_encoding or not codec.incrementaldecoder:
            return None
        return codec.incrementaldecoder("strict").decode(body)
    except (LookupError, UnicodeError, ValueError):
        return None


def _named_in(body: bytes) -> str:
    """The encoding that the page names in its own head."""
    root = _tree(body[:_EARLY].decode("latin-1"))
    if root is None:
        return ""
    for meta in root.iter("meta"):
        if meta.get("charset"):
            return meta.get("charset", "").strip()
        if (meta.get("http-equiv") or "").lower() == "content-type":
            return (meta.get("content") or "").lower().partition("charset=")[2].strip(" ;\"'")
    return ""
