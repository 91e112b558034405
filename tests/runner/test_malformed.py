"""Requests as no browser sends them, to the server as it runs: refused, never a server error."""

from __future__ import annotations

import socket
from urllib.parse import urlsplit

import pytest

from tests.pages.serving import Site, running_site

GET = b"GET / HTTP/1.1\r\nHost: a\r\n"
END = b"Connection: close\r\n\r\n"
POST = b"POST /language/ HTTP/1.1\r\nHost: a\r\n"
CASES = {
    "bytes beyond ascii in the path": b"GET /\xe7\xbe\xa4/ HTTP/1.1\r\nHost: a\r\n" + END,
    "bytes beyond ascii in the query": b"GET /robots.txt?q=\xe7\xbe\xff HTTP/1.1\r\nHost: a\r\n" + END,
    "bad escapes in the path": b"GET /%zz%ff%/ HTTP/1.1\r\nHost: a\r\n" + END,
    "bad escapes in the query": b"GET /robots.txt?%zz=%ff&&&=&%00 HTTP/1.1\r\nHost: a\r\n" + END,
    "a null in the path": b"GET /s/%00/ HTTP/1.1\r\nHost: a\r\n" + END,
    "dots in the path": b"GET /static/../../etc/passwd HTTP/1.1\r\nHost: a\r\n" + END,
    "escaped dots in the path": b"GET /static/%2e%2e/%2e%2e/manage.py HTTP/1.1\r\nHost: a\r\n" + END,
    "two slashes": b"GET //elsewhere.example/ HTTP/1.1\r\nHost: a\r\n" + END,
    "an absolute address": b"GET http://elsewhere.example/ HTTP/1.1\r\nHost: a\r\n" + END,
    "a star": b"OPTIONS * HTTP/1.1\r\nHost: a\r\n" + END,
    "a made-up method": b"BREW / HTTP/1.1\r\nHost: a\r\n" + END,
    "a made-up method in the live half": b"BREW /live/ HTTP/1.1\r\nHost: a\r\n" + END,
    "a long query": b"GET /robots.txt?q=" + b"x" * 60_000 + b" HTTP/1.1\r\nHost: a\r\n" + END,
    "no host": b"GET / HTTP/1.1\r\n" + END,
    "a bad host": b"GET / HTTP/1.1\r\nHost: a b\x7f/\r\n" + END,
    "an old protocol": b"GET /robots.txt HTTP/1.0\r\n\r\n",
    "no protocol": b"hello\r\n\r\n",
    "a bad cookie": GET + b'Cookie: sessionid=\xff\xfe; =; csrftoken="\\; theme=\x01\r\n' + END,
    "a bad language": GET + b"Accept-Language: " + b"zh-" * 300 + b";q=x\r\n" + END,
    "a length that is no number": POST + b"Content-Length: many\r\n" + END,
    "a length below nothing": POST + b"Content-Length: -1\r\n" + END,
    "two lengths": POST + b"Content-Length: 1\r\nContent-Length: 2\r\n" + END + b"ab",
    "a length and chunks": POST + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n" + END + b"0\r\n\r\n",
    "a chunk that is none": POST + b"Transfer-Encoding: chunked\r\n" + END + b"zz\r\nhello\r\n0\r\n\r\n",
    "a form that is none": POST + b"Content-Type: multipart/form-data\r\nContent-Length: 5\r\n" + END + b"hello",
    "a form with an odd boundary": POST
    + b"Content-Type: multipart/form-data; boundary=\xff\r\nContent-Length: 5\r\n"
    + END
    + b"hello",
    "an odd charset": POST
    + b"Content-Type: application/x-www-form-urlencoded; charset=nope\r\nContent-Length: 5\r\n"
    + END
    + b"a=%ff",
    "a websocket": b"GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
}


@pytest.fixture(scope="module")
def server(django_db_setup: None, embedded_redis: None):
    with running_site() as site:
        yield site


def ask(site: Site, request: bytes) -> bytes:
    """What the server sends back for these very bytes, until it closes or says nothing for a while."""
    address = urlsplit(site.url)
    answer = b""
    with socket.create_connection((address.hostname, address.port), timeout=10) as connection:
        connection.sendall(request)
        try:
            while block := connection.recv(65536):
                answer += block
        except (TimeoutError, ConnectionResetError):
            return answer
    return answer


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("case", CASES)
def test_it_is_no_server_error(server: Site, case: str) -> None:
    answer = ask(server, CASES[case])
    status = int(answer.split(b" ", 2)[1]) if answer else 400
    assert status < 500, answer[:500]


@pytest.mark.django_db(transaction=True)
def test_an_escaped_way_out_of_the_static_files_finds_nothing(server: Site) -> None:
    assert b"django" not in ask(server, CASES["escaped dots in the path"]).lower()
