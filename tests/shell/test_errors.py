"""Pages for when something is wrong say what to do, in the dress of the site."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.test import Client
from django.urls import include, path

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


def breaks(request):
    raise ZeroDivisionError


def refuses(request):
    raise PermissionDenied


def garbles(request):
    raise SuspiciousOperation


urlpatterns = [
    path("breaks/", breaks),
    path("refuses/", refuses),
    path("garbles/", garbles),
    path("", include("config.urls")),
]
handler400 = "config.shell.views.bad_request"
handler403 = "config.shell.views.permission_denied"
handler404 = "config.shell.views.page_not_found"
handler500 = "config.shell.views.server_error"


@pytest.fixture
def guest():
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("address", "status", "zh", "en"),
    [
        ("/nothing-here/", 404, "这里什么也没有", "There is nothing here"),
        ("/refuses/", 403, "这里没有对你开放", "This is not open to you"),
        ("/garbles/", 400, "没能读懂这个请求", "That could not be read"),
        ("/breaks/", 500, "我们这边出错了", "Something broke on our side"),
    ],
)
def test_error_page(guest, address, status, zh, en):
    for language, words in (("zh-CN", zh), ("en", en)):
        answer = guest.get(address, headers={"accept-language": language})
        body = answer.content.decode()
        assert answer.status_code == status
        assert words in body
        assert "css/tokens" in body


@pytest.mark.django_db(databases=[])
def test_500_needs_no_database(guest, monkeypatch):
    """Whatever broke, its page does not break as well: no query, no context processor."""
    from config.shell import context

    monkeypatch.setattr(context, "shell", breaks)
    assert guest.get("/breaks/", headers={"cookie": "theme=dark"}).status_code == 500


def test_old_form_token(guest):
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/theme/", {"theme": "dark"}, headers={"accept-language": "en"})
    assert answer.status_code == 403
    assert "This page was open too long" in answer.content.decode()
