"""A page of another site is fetched from where its name leads, and from nowhere else."""

import gzip
import socket
from time import monotonic

import pytest

from content.cards.outside.addresses import BadAddress, is_public, normal, page_key
from content.cards.outside.fetching import HTML, MOST_HTML, NotFetched, Reach, fetch
from tests.content.cards.outside import OtherSite, http


@pytest.fixture
def site():
    opened = OtherSite()
    yield opened
    opened.close()


def page(site, url="http://tea.example/", **options):
    return fetch(url, kinds=HTML, most=MOST_HTML, cut=True, reach=options.pop("reach", None) or site.reach(**options))


def failure(*arguments, **options):
    with pytest.raises(NotFetched) as caught:
        page(*arguments, **options)
    return caught.value.code


def test_it_works(site):
    site.answers["/"] = http("<title>茶</title>".encode())

    assert page(site).body.decode() == "<title>茶</title>"


def test_nothing_of_ours_goes_along(site):
    site.answers["/a?b=c"] = http(b"x", Set_Cookie="who=me")
    page(site, "http://tea.example/a?b=c")
    page(site, "http://tea.example/a?b=c")

    asked = site.asked[1].lower()
    assert asked.startswith("get /a?b=c http/1.1")
    assert "host: tea.example\r\n" in asked
    assert "cookie" not in asked
    assert "referer" not in asked
    assert "qunpucards" in asked


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "::", "::1", "fe80::1%eth0", "fc00::1",
        "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:4136:e378::1",
        "2001:db8::1", "::127.0.0.1", "fec0::1",
    ],
)  # fmt: skip
def test_an_address_that_is_not_the_worlds(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "223.5.5.5", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_an_address_of_the_world(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://localhost/", "http://127.1/",
        "http://2130706433/", "http://0x7f000001/", "http://017700000001/", "http://0/", "https://127.0.0.1/",
    ],
)  # fmt: skip
def test_a_name_that_leads_home_is_refused(url):
    assert failure(None, url, reach=Reach()) in ("refused", "unreachable")


@pytest.mark.parametrize(
    "url",
    [
        "ftp://a.cn/", "file:///etc/passwd", "gopher://a.cn/", "http://a.cn:22/", "http://a.cn:8000/", "http://me@a.cn/",
        "http://me:secret@a.cn/", "http://", "//a.cn/", "javascript:alert(1)", "http://a.cn:99999/", "http://[::1", "",
        "http://..", "http://" + "a" * 300 + ".cn/", "http://a b/", "http://a.cn/" + "x" * 2000, "http://[fe80::zz]/",
    ],
)  # fmt: skip
def test_an_address_that_is_never_asked(url, site):
    with pytest.raises(BadAddress):
        normal(url)
    assert page_key(url) == ""
    assert failure(site, url) == "refused"
    assert site.asked == []


def test_one_page_has_one_key():
    same = ["http://Tea.Example/龙井?a=茶#top", "HTTP://tea.example:80/%E9%BE%99%E4%BA%95?a=%E8%8C%B6"]

    assert len({page_key(url) for url in same}) == 1
    assert normal("https://茶.example") == "https://xn--cl1a.example/"
    assert page_key("https://tea.example/") != page_key("http://tea.example/")


def test_a_redirect_home_is_refused(site):
    site.answers["/"] = http(status="302 Found", Location="http://127.0.0.1/admin/")
    tried = []

    def allows(address):
        tried.append(address)
        return len(tried) == 1

    assert failure(site, allows=allows) == "refused"
    assert len(site.asked) == 1
    assert len(tried) == 2


@pytest.mark.parametrize(
    "to", ["file:///etc/passwd", "http://a.cn:6379/", "http://me:x@a.cn/", "http://[::1", "ftp://a.cn"]
)
def test_a_redirect_to_what_is_never_asked(site, to):
    site.answers["/"] = http(status="301 Moved", Location=to)

    assert failure(site) in ("refused", "unreachable")
    assert len(site.asked) == 1


def test_a_name_that_changes_its_mind_is_judged_by_what_is_asked(site):
    """The address that was judged is the one that is asked: a second answer of the name finds nobody to ask it."""
    answers = iter([[("93.184.216.34", site.port)], [("127.0.0.1", site.port)]])
    judged, resolved = [], []

    async def resolve(host, port):
        resolved.append(host)
        return next(answers)

    def allows(address):
        judged.append(address)
        return is_public(address)

    reach = Reach(resolve=resolve, allows=allows, connect=0.2, total=0.5)

    assert failure(site, reach=reach) in ("unreachable", "too_slow")
    assert (resolved, judged, site.asked) == (["tea.example"], ["93.184.216.34"], [])
    assert failure(site, reach=reach) == "refused"
    assert site.asked == []


def test_three_redirects_and_no_more(site):
    for at in range(5):
        site.answers[f"/{at}"] = http(status="302 Found", Location=f"/{at + 1}")
    site.answers["/5"] = site.answers["/4"] = http(b"here")

    assert page(site, "http://tea.example/1").url == "http://tea.example/4"
    assert failure(site, "http://tea.example/0") == "redirects"
    site.answers["/round"] = http(status="302 Found", Location="/round")
    assert failure(site, "http://tea.example/round") == "redirects"


@pytest.mark.parametrize(
    "beginning", [b"", b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"]
)
def test_who_drips_is_left(site, beginning):
    def drip(connection, _asked):
        connection.sendall(beginning)
        while not site.ended.wait(0.05):
            connection.sendall(b"x")

    site.answers["/"] = drip
    began = monotonic()

    assert failure(site, total=0.6) == "too_slow"
    assert monotonic() - began < 3


def test_redirects_have_one_clock(site):
    def slow(connection, _asked):
        site.ended.wait(0.3)
        connection.sendall(http(status="302 Found", Location="/"))

    site.answers["/"] = slow
    began = monotonic()

    assert failure(site, total=0.5) == "too_slow"
    assert monotonic() - began < 2


def test_what_is_packed_small_is_not_unpacked_large(site):
    bomb = gzip.compress(b"<p>" + b"0" * 200_000_000, 9)
    site.answers["/"] = http(bomb, Content_Encoding="gzip")

    assert len(page(site).body) == MOST_HTML


def test_a_bomb_in_a_bomb_is_no_page(site):
    site.answers["/"] = http(b"x", Content_Encoding="gzip, gzip")
    assert failure(site) == "packing"
    site.answers["/"] = http(b"not packed", Content_Encoding="gzip")
    assert failure(site) == "packing"


def test_of_a_huge_page_the_beginning_is_read(site):
    sent = []

    def endless(connection, _asked):
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        while not site.ended.is_set():
            sent.append(connection.send(b"x" * 65536))

    site.answers["/"] = endless

    assert len(page(site).body) == MOST_HTML
    assert sum(sent) < 50_000_000


def test_a_huge_picture_is_none(site):
    site.answers["/"] = http(b"x" * 3000, kind="image/png")

    with pytest.raises(NotFetched) as caught:
        fetch("http://a.cn/", kinds=["image/png"], most=2000, cut=False, reach=site.reach())
    assert caught.value.code == "too_large"


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (http(b"x", kind="application/pdf"), "kind"),
        (http(b"x", kind=""), "kind"),
        (http(b"", status="404 Not Found"), "status_404"),
        (http(b"", status="500 Oh"), "status_500"),
        (http(b"", status="304 Not Modified"), "status_304"),
        (b"\x00\xff garbage\r\n\r\n", "unreachable"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 40_000 + b"\r\n", "unreachable"),
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 99\r\n\r\nshort", "unreachable"),
        (b"", "unreachable"),
    ],
)
def test_what_is_no_page(site, answer, code):
    site.answers["/"] = answer

    assert failure(site) == code


def test_a_host_that_is_refused_is_not_asked(site):
    reach = Reach(resolve=site.reach().resolve, allows=lambda _: True, refuses_host=lambda host: host == "tea.example")

    assert failure(site, reach=reach) == "blocked"
    assert site.asked == []


def test_a_door_that_is_shut(site):
    with socket.create_server(("127.0.0.1", 0)) as shut:
        port = shut.getsockname()[1]

    async def resolve(host, _port):
        return [("127.0.0.1", port)]

    assert failure(site, reach=Reach(resolve=resolve, allows=lambda _: True)) == "unreachable"
