"""Whether it is somebody who comes, and from where."""

import pytest

from community.brand.arriving import Source, is_a_visit, source_of

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
HERE = "http://testserver"


@pytest.mark.parametrize(
    ("asked", "referrer", "source"),
    [
        ("", "", Source.DIRECT),
        ("card", "", Source.CARD),
        ("card", "https://example.org/", Source.CARD),
        ("nonsense", "", Source.DIRECT),
        ("", "https://example.org/p/lin/", Source.OUTSIDE),
        ("", f"{HERE}/search/?q=tea", Source.SEARCH),
        ("", f"{HERE}/near/", Source.SEARCH),
        ("", f"{HERE}/g/lake/", Source.GROUP),
        ("", f"{HERE}/s/tea/longjing/", Source.PRODUCT),
        ("", f"{HERE}/", Source.HERE),
        ("", f"{HERE}/p/chen/", Source.HERE),
        ("card", f"{HERE}/g/lake/", Source.GROUP),
        ("", f"{HERE}/p/lin/", None),
        ("", f"{HERE}/p/lin/?tab=posts", None),
        ("", f"{HERE}/p/lin/card/", None),
    ],
)
def test_where_they_come_from(asked, referrer, source):
    assert source_of(host="testserver", path="/p/lin/", asked=asked, referrer=referrer) is source


def test_a_referrer_that_is_no_address_is_none():
    assert source_of(host="testserver", path="/p/lin/", asked="", referrer="http://[") is Source.DIRECT


@pytest.mark.parametrize(
    ("headers", "is_one"),
    [
        ({"User-Agent": FIREFOX}, True),
        ({"User-Agent": FIREFOX, "Sec-Fetch-Dest": "document"}, True),
        ({}, False),
        ({"User-Agent": "curl/8.5.0"}, False),
        ({"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"}, False),
        ({"User-Agent": "TelegramBot (like TwitterBot)"}, False),
        ({"User-Agent": FIREFOX, "Sec-Purpose": "prefetch;prerender"}, False),
        ({"User-Agent": FIREFOX, "Sec-Fetch-Dest": "iframe"}, False),
        ({"User-Agent": FIREFOX, "Cache-Control": "max-age=0"}, False),
    ],
)
def test_who_counts_as_a_visit(headers, is_one):
    assert is_a_visit(headers) is is_one
