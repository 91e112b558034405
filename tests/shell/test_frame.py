"""The frame around every page, and what installs it on a phone."""

import json

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from config.shell.context import Frame

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("path", "tab"),
    [
        ("/", "home"), ("/groups/", "groups"), ("/g/tea/", "groups"), ("/stores/", "stores"),
        ("/s/tea/green/", "stores"), ("/me/", "me"), ("/orders/abc/", "me"), ("/open/", "me"),
        ("/desk/orders/", "me"), ("/hail/", "centre"), ("/hails/", "centre"), ("/learn/", ""),
    ],
)  # fmt: skip
def test_tab_follows_from_the_path(path, tab):
    assert Frame(RequestFactory().get(path)).tab == tab


def test_guest_costs_no_query(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        body = client.get("/nothing-here/", headers={"accept-language": "en"}).content.decode()
    assert "Sign in" in body
    assert 'href="/open/"' in body


def test_member_sees_bell_and_desk(client, django_user_model):
    person = django_user_model.objects.create_user("lin", name="林晓雨")
    client.force_login(person)
    body = client.get("/nothing-here/").content.decode()
    assert "data-live-bell" in body
    assert 'data-live="/live/"' in body


@pytest.mark.parametrize(
    ("language", "words"), [("zh-CN", ["首页", "群", "逛店", "我"]), ("en", ["Home", "Groups", "Stores", "Me"])]
)
def test_tabs_are_called_what_they_lead_to(client, language, words):
    body = client.get("/nothing-here/", headers={"accept-language": language}).content.decode()
    tabs = body[body.index('<nav class="tabs"') :]
    for word in words:
        assert f"<span>{word}</span>" in tabs[: tabs.index("</nav>")]


def test_manifest(client):
    answer = client.get("/manifest.webmanifest", headers={"accept-language": "zh-CN"})
    assert answer["Content-Type"] == "application/manifest+json"
    manifest = json.loads(answer.content)
    assert manifest["name"] == "群铺"
    assert {icon["sizes"] for icon in manifest["icons"]} == {"192x192", "512x512"}


def test_service_worker_may_serve_the_whole_site(client):
    answer = client.get("/sw.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert "/offline/" in answer.content.decode()


def test_design_page_is_for_builders(client, django_user_model, settings):
    assert client.get("/design/").status_code == 404
    client.force_login(django_user_model.objects.create_user("boss", is_staff=True))
    answer = client.get("/design/")
    assert answer.status_code == 200
    assert [row.name for row in answer.context["evidence_rows"]] == ["kept", "endorsed", "not_content", "broken"]


def test_message_can_be_taken_back():
    body = render_to_string(
        "frame/toasts.html",
        {"messages": [type("M", (), {"message": "x", "level_tag": "", "extra_tags": "undo:/mute/"})]},
    )
    assert 'action="/mute/"' in body
