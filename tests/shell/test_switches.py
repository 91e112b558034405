"""Language, theme and zone follow the reader and are remembered."""

import pytest
from django.conf import settings
from django.utils import timezone

from config.shell.middleware import TimezoneMiddleware, zone

pytestmark = pytest.mark.django_db

OFFLINE = "/offline/"


@pytest.mark.parametrize(
    ("asked", "tag"),
    [("zh-CN,zh;q=0.9", "zh-Hans"), ("en-GB", "en"), ("zh-TW", "zh-Hans"), ("fr", "zh-Hans"), ("", "zh-Hans")],
)
def test_language_follows_the_browser(client, asked, tag):
    answer = client.get(OFFLINE, headers={"accept-language": asked})
    assert f'<html lang="{tag}"' in answer.content.decode()


def test_language_switch_is_remembered_and_comes_back(client):
    answer = client.post("/language/", {"language": "en"}, headers={"referer": "http://testserver/near/?km=2"})
    assert answer.status_code == 303
    assert answer["Location"] == "http://testserver/near/?km=2"
    again = client.get(OFFLINE, headers={"accept-language": "zh-CN"})
    assert '<html lang="en"' in again.content.decode()


def test_language_switch_goes_nowhere_else(client):
    answer = client.post("/language/", {"language": "en", "next": "https://elsewhere.example/"})
    assert answer["Location"] == "/"


@pytest.mark.parametrize("language", ["", "xx", "zh-hans; path=/"])
def test_unknown_language_changes_nothing(client, language):
    answer = client.post("/language/", {"language": language})
    assert settings.LANGUAGE_COOKIE_NAME not in answer.cookies


def test_member_language_is_kept_on_the_person(client, django_user_model):
    person = django_user_model.objects.create_user("lin")
    client.force_login(person)
    client.post("/language/", {"language": "en"})
    person.refresh_from_db()
    assert person.language == "en"
    del client.cookies[settings.LANGUAGE_COOKIE_NAME]
    assert '<html lang="en"' in client.get(OFFLINE, headers={"accept-language": "zh-CN"}).content.decode()


def test_theme_switch_is_remembered(client):
    client.post("/theme/", {"theme": "dark"})
    assert 'data-theme="dark"' in client.get("/nothing-here/").content.decode()
    client.post("/theme/", {"theme": ""})
    assert "data-theme" not in client.get("/nothing-here/").content.decode()


@pytest.mark.parametrize("theme", ["black", 'dark"><script>'])
def test_unknown_theme_follows_the_device(client, theme):
    client.post("/theme/", {"theme": theme})
    client.cookies["theme"] = theme
    assert "data-theme" not in client.get("/nothing-here/").content.decode()


def test_switches_take_posts_only(client):
    assert client.get("/language/").status_code == 405
    assert client.get("/theme/").status_code == 405


@pytest.mark.parametrize("name", ["Europe/Lisbon", "Asia/Shanghai", "UTC"])
def test_known_zones(name):
    assert zone(name).key == name


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "/etc/localtime", "Mars/Olympus", "a" * 5000, "Asia/\x00"])
def test_other_zones_are_ignored(name):
    assert zone(name) is None


@pytest.mark.parametrize(
    ("cookie", "own", "used"),
    [
        ("Europe/Lisbon", "Asia/Tokyo", "Asia/Tokyo"),
        ("Europe/Lisbon", "", "Europe/Lisbon"),
        ("nonsense", "", settings.TIME_ZONE),
        ("", "", settings.TIME_ZONE),
    ],
)
def test_times_are_in_the_readers_zone(client, rf, django_user_model, cookie, own, used):
    person = django_user_model.objects.create_user("lin", time_zone=own)
    client.force_login(person)
    request = rf.get("/")
    request.COOKIES = {name: morsel.value for name, morsel in client.cookies.items()} | {"timezone": cookie}
    request.session = client.session
    seen = []
    TimezoneMiddleware(lambda _: seen.append(timezone.get_current_timezone_name()))(request)
    assert seen == [used]
