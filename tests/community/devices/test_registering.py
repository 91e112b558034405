"""Which browsers may be registered, whose they are, and when they are no longer."""

import pytest
from django.contrib.auth.models import AnonymousUser

from community.devices import registering
from community.devices.models import PushSubscription
from community.devices.pushing import reachable
from community.devices.registering import (
    MOST,
    BrokenKeys,
    UnknownService,
    allow_previews,
    forget_device,
    name_from,
    register_device,
)
from community.devices.services import NotReachable, Service, address_of, service_of
from community.people.signing_in import end_sessions
from config.kit.errors import NotAllowed
from tests.factories import PersonFactory


def test_it_works(person, browser):
    device = register_device(person, **browser.keys, name="Chrome · Android")
    assert list(PushSubscription.objects.visible_to(person)) == [device]
    assert reachable({person.pk, PersonFactory().pk}) == {person.pk}


def test_again_is_the_same(person, browser, device):
    again = register_device(person, **browser.keys, name="Firefox · Linux")
    assert again.pk == device.pk
    assert PushSubscription.objects.get().name == "Firefox · Linux"


def test_of_somebody_else_before(person, browser, device):
    other = PersonFactory()
    register_device(other, **browser.keys, name="x")
    assert [row.person for row in PushSubscription.objects.all()] == [other]


def test_too_many(person, service):
    devices = [register_device(person, **service.browser(str(n)).keys, name="x") for n in range(MOST + 2)]
    kept = set(PushSubscription.objects.values_list("pk", flat=True))
    assert kept == {device.pk for device in devices[2:]}


def test_guest(browser, db):
    with pytest.raises(NotAllowed):
        register_device(AnonymousUser(), **browser.keys, name="x")


ELSEWHERE = [
    "http://fcm.googleapis.com/x",
    "https://fcm.googleapis.com:8443/x",
    "https://fcm.googleapis.com.evil.example/x",
    "https://evil.example/fcm.googleapis.com",
    "https://user@fcm.googleapis.com/x",
    "https://user:pass@fcm.googleapis.com/x",
    "https://evil.example#@fcm.googleapis.com/",
    "https://push.apple.com.evil/x",
    "https://127.0.0.1/x",
    "http://127.0.0.1:1/x",
    "https://[::1]/x",
    "https://169.254.169.254/latest",
    "file:///etc/passwd",
    "ftp://fcm.googleapis.com/",
    "https://fcm.googleapis.com:99999999/",
    "https://[fcm.googleapis.com/",
    "https://fcm.googleapis.com/" + "x" * 1000,
    "https://fcm.googleapis.com/茶",
    "https://fcm.googleapis.com/\x00",
    "",
    "x",
]


@pytest.mark.parametrize("endpoint", ELSEWHERE)
def test_address_elsewhere(person, browser, endpoint):
    with pytest.raises(UnknownService):
        register_device(person, **(browser.keys | {"endpoint": endpoint}), name="x")


def test_known_addresses(service):
    assert service_of("https://fcm.googleapis.com/fcm/send/abc").origin == "https://fcm.googleapis.com"
    assert service_of("https://web.push.apple.com/abc").host == "web.push.apple.com"
    assert service_of(f"{service.origin}/x").is_trusted


@pytest.mark.parametrize("p256dh", ["", "AAAA", "é", "A" * 87, "B" * 87, "!" * 87, "\x00"])
def test_broken_key(person, browser, p256dh):
    with pytest.raises(BrokenKeys):
        register_device(person, **(browser.keys | {"p256dh": p256dh}), name="x")


@pytest.mark.parametrize("auth", ["", "AAAA", "é" * 22, "A" * 30])
def test_broken_secret(person, browser, auth):
    with pytest.raises(BrokenKeys):
        register_device(person, **(browser.keys | {"auth": auth}), name="x")


def test_a_name_that_leads_home_is_not_followed(monkeypatch):
    service = Service("https", "push.example", 443, is_trusted=False)
    answer = [(0, 0, 0, "", ("142.250.1.1", 443)), (0, 0, 0, "", ("10.0.0.1", 443))]
    monkeypatch.setattr("community.devices.services.socket.getaddrinfo", lambda *a, **k: answer)
    with pytest.raises(NotReachable):
        address_of(service)
    monkeypatch.setattr("community.devices.services.socket.getaddrinfo", lambda *a, **k: answer[:1])
    assert address_of(service) == "142.250.1.1"


def test_all_sessions_ended(person, device):
    """A phone that was lost is told nothing more."""
    end_sessions(person)
    assert reachable({person.pk}) == set()
    assert not PushSubscription.objects.visible_to(person)


def test_signing_out_ends_it(client, person, browser):
    client.force_login(person)
    client.post("/settings/devices/add/", browser.keys)
    assert reachable({person.pk}) == {person.pk}
    client.post("/account/logout/")
    assert not PushSubscription.objects.exists()


def test_another_address_takes_the_place_of_the_old_one(client, person, service, browser):
    client.force_login(person)
    client.post("/settings/devices/add/", browser.keys)
    PushSubscription.objects.update(previews=True)
    client.post("/settings/devices/add/", service.browser("renewed").keys)
    (kept,) = PushSubscription.objects.all()
    assert (kept.endpoint, kept.previews) == (f"{service.origin}/renewed", True)
    client.post("/account/logout/")
    assert not PushSubscription.objects.exists()


def test_another_address_leaves_other_devices_alone(client, person, service, device):
    """Those of the same person in other sessions, and those of others."""
    theirs = register_device(PersonFactory(), **service.browser("theirs").keys, name="x")
    client.force_login(person)
    session = client.session
    session["device"] = theirs.reference
    session.save()
    client.post("/settings/devices/add/", service.browser("renewed").keys)
    assert PushSubscription.objects.filter(pk__in=[device.pk, theirs.pk]).count() == 2
    with pytest.raises(NotAllowed):
        register_device(person, **service.browser("more").keys, name="x", instead=theirs)


def test_an_address_that_is_refused_leaves_the_old_one(client, person, browser):
    client.force_login(person)
    client.post("/settings/devices/add/", browser.keys)
    client.post("/settings/devices/add/", browser.keys | {"endpoint": "https://evil.example/x"})
    assert PushSubscription.objects.get().endpoint == browser.endpoint


def test_forgetting(person, device):
    with pytest.raises(NotAllowed):
        forget_device(PersonFactory(), device=device)
    forget_device(person, device=device)
    assert not PushSubscription.objects.exists()


def test_previews(person, device):
    with pytest.raises(NotAllowed):
        allow_previews(PersonFactory(), device=device, allowed=True)
    allow_previews(person, device=device, allowed=True)
    assert PushSubscription.objects.get().previews


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/131.0 Mobile Safari/537.36", "Chrome · Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari · iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/131.0 Safari/537.36 Edg/131.0", "Edge · Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0", "Firefox · Linux"),
        ("curl/8", "我的设备"),
        ("", "我的设备"),
    ],
)
def test_names(agent, name):
    assert name_from(agent) == name
    assert len(name) <= registering.NAME_LENGTH
