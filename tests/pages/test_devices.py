"""Being told on a device, and what the service worker shows: in a real browser."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from community.devices.models import PushSubscription
from community.devices.pushing import public_key
from tests.community.devices.service import Browser
from tests.factories import PersonFactory, PostFactory, channel_of
from tests.pages.browsing import DESKTOP, PHONE
from tests.waiting import eventually

pytestmark = pytest.mark.browser

# Chromium's own push service is out of reach: its place takes a browser whose keys the test holds.
STAND_IN = """(keys) => {
  window.asked = 0;
  let kept = null;
  const make = () => ({ options: {}, toJSON: () => keys, unsubscribe: async () => { kept = null; } });
  PushManager.prototype.subscribe = async (options) => {
    if (!options.userVisibleOnly || options.applicationServerKey.length !== 65) throw new Error("wrong options");
    return (kept = make());
  };
  PushManager.prototype.getSubscription = async () => kept ?? (document.querySelector("[data-device=here]") && make());
  const ask = Notification.requestPermission.bind(Notification);
  Notification.requestPermission = () => { window.asked += 1; return ask(); };
}"""


@pytest.fixture
def person(site):
    return PersonFactory(language="zh-hans")


@pytest.fixture
def page(visitors, person):
    page = visitors.open(PHONE, person=person, reduced_motion="reduce")
    page.context.grant_permissions(["notifications"])
    keys = Browser("https://fcm.googleapis.com/fcm/send/abc").keys
    given = {"endpoint": keys["endpoint"], "keys": {"p256dh": keys["p256dh"], "auth": keys["auth"]}}
    page.add_init_script(f"({STAND_IN})({json.dumps(given)})")
    return page


def worker_of(page):
    """The service worker in charge of the page."""
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    return eventually(lambda: page.context.service_workers, within=20)[0]


def test_on_by_a_tap_and_off_by_another(page, site, person, axe):
    page.goto(f"{site.url}/settings/devices/")
    button = page.get_by_role("button", name="在这台设备上提醒我")
    expect(button).to_be_visible()
    assert page.evaluate("window.asked") == 0
    axe(page)

    button.click()
    expect(page.get_by_text("这台设备", exact=True)).to_be_visible()
    assert PushSubscription.objects.get().person == person
    expect(button).to_be_hidden()
    axe(page)

    page.get_by_role("button", name="显示内容").click()
    expect(page.get_by_text("锁屏上会显示内容。")).to_be_visible()
    page.get_by_role("button", name="关掉").click()
    expect(button).to_be_visible()
    assert not PushSubscription.objects.exists()


def test_refused_in_the_browser(page, site):
    page.add_init_script("Object.defineProperty(Notification, 'permission', { get: () => 'denied' })")
    page.goto(f"{site.url}/settings/devices/")
    expect(page.get_by_text("浏览器不让我们提醒你")).to_be_visible()
    expect(page.get_by_role("button", name="在这台设备上提醒我")).to_be_hidden()


def test_without_scripts(visitors, person, site):
    page = visitors.open(DESKTOP, person=person, java_script_enabled=False)
    page.goto(f"{site.url}/settings/devices/")
    expect(page.get_by_text("这需要支持推送的浏览器")).to_be_visible()
    expect(page.get_by_role("button", name="在这台设备上提醒我")).to_be_hidden()


def test_offline_page_in_its_dress(page, site):
    page.goto(f"{site.url}/settings/")
    worker_of(page)
    page.reload()
    page.context.set_offline(True)
    page.goto(f"{site.url}/g/anything/")
    expect(page.get_by_role("heading", name="没有网络")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('.btn')).borderRadius") != "0px"
    page.context.set_offline(False)


def test_no_page_is_kept(page, site, person):
    post = PostFactory(author=person, channel=channel_of(person))
    page.goto(site.url + post.get_absolute_url())
    worker = worker_of(page)
    page.reload()
    kept = worker.evaluate(
        "(async () => (await Promise.all((await caches.keys()).map(async (name) =>"
        " (await (await caches.open(name)).keys()).map((request) => new URL(request.url).pathname)))).flat())()"
    )
    assert "/offline/" in kept
    assert all(path == "/offline/" or path.startswith("/static/") for path in kept), kept


def push(page, site, message):
    """Have the browser take a message as if its push service had sent it."""
    session = page.context.new_cdp_session(page)
    found = []
    session.on("ServiceWorker.workerRegistrationUpdated", lambda event: found.extend(event["registrations"]))
    session.send("ServiceWorker.enable")
    eventually(lambda: page.evaluate("1") and found, within=20)
    session.send(
        "ServiceWorker.deliverPushMessage",
        {"origin": site.url, "registrationId": found[0]["registrationId"], "data": json.dumps(message)},
    )


SHOWN = (
    "(async () => (await self.registration.getNotifications()).map(({ title, body, tag }) => ({ title, body, tag })))()"
)
# What a browser does that has taken a message, and then is tapped where it shows it. `done` is what the worker wants
# to be waited for.
TAKE = """async (message) => {
  const event = new PushEvent("push", { data: JSON.stringify(message) });
  const done = new Promise((resolve) => { event.waitUntil = resolve; });
  self.dispatchEvent(event);
  await (await done);
}"""
TAP = """async (url) => {
  const opened = [];
  const client = { url, focus: async () => opened.push("focus") };
  self.clients.matchAll = async () => [client];
  self.clients.openWindow = async (where) => opened.push(where);
  self.fetch = async (where) => opened.push(`read ${where}`);
  const [notification] = await self.registration.getNotifications();
  const event = new NotificationEvent("notificationclick", { notification });
  const done = new Promise((resolve) => { event.waitUntil = resolve; });
  self.dispatchEvent(event);
  await (await done);
  return opened;
}"""
MESSAGE = {
    "title": "你有一条新回复",
    "body": "",
    "tag": "t",
    "url": "/bell/abc/",
    "page": "/posts/x/",
    "lang": "zh-hans",
}


def test_what_the_browser_takes_is_shown(page, site):
    page.goto(f"{site.url}/settings/")
    worker = worker_of(page)

    def shown():
        # Handed over anew: what a worker gets that has only just become active can be lost.
        push(page, site, MESSAGE)
        return worker.evaluate(SHOWN)

    told = eventually(shown, within=20, every=1, that="the message is shown")
    assert told == [{"title": MESSAGE["title"], "body": "", "tag": "t"}]


@pytest.mark.parametrize(
    ("open_page", "then"), [("/elsewhere/", ["/bell/abc/"]), ("/posts/x/", ["read /bell/abc/", "focus"])]
)
def test_what_is_shown_leads_there(page, site, open_page, then):
    """A page that shows it already comes to the front."""
    page.goto(f"{site.url}/settings/")
    worker = worker_of(page)
    for title in ("你有一条新回复", "你有两条新回复"):
        worker.evaluate(TAKE, MESSAGE | {"title": title})
        assert worker.evaluate(SHOWN) == [{"title": title, "body": "", "tag": "t"}]

    assert worker.evaluate(TAP, f"{site.url}{open_page}") == then
    eventually(lambda: not worker.evaluate(SHOWN), within=20, that="what was tapped is gone")


RENEW = """async (keys) => {
  const options = [];
  let kept = null;
  const make = () => ({ toJSON: () => keys, unsubscribe: async () => { kept = null; } });
  PushManager.prototype.subscribe = async (given) => { options.push(given); return (kept = make()); };
  PushManager.prototype.getSubscription = async () => kept;
  const event = new ExtendableEvent("pushsubscriptionchange");
  const done = new Promise((resolve) => { event.waitUntil = resolve; });
  self.dispatchEvent(event);
  await (await Promise.race([done, new Promise((resolve) => setTimeout(resolve, 10000))]));
  return [options.map((one) => [one.userVisibleOnly, [...one.applicationServerKey]]), kept !== null];
}"""


def renewed(page, name):
    """Have the browser get another address; what it was asked for, and whether it kept it."""
    keys = Browser(f"https://fcm.googleapis.com/fcm/send/{name}").keys
    given = {"endpoint": keys["endpoint"], "keys": {"p256dh": keys["p256dh"], "auth": keys["auth"]}}
    return worker_of(page).evaluate(RENEW, given)


def test_another_address_of_the_browser_takes_the_place_of_the_old_one(page, site, person):
    page.goto(f"{site.url}/settings/devices/")
    page.get_by_role("button", name="在这台设备上提醒我").click()
    expect(page.get_by_text("这台设备", exact=True)).to_be_visible()

    assert renewed(page, "new") == [[[True, list(public_key())]], True]

    (device,) = PushSubscription.objects.all()
    assert (device.person, device.endpoint) == (person, "https://fcm.googleapis.com/fcm/send/new")
    page.goto(f"{site.url}/settings/devices/")
    expect(page.get_by_text("这台设备", exact=True)).to_be_visible()


def test_another_address_is_registered_for_nobody_who_did_not_ask(page, site, person):
    """The one who asked has left, or somebody else is signed in here by now: the browser lets go of it."""
    page.goto(f"{site.url}/settings/devices/")
    assert renewed(page, "theirs") == [[], False]
    page.context.clear_cookies()
    assert renewed(page, "nobodys") == [[], False]
    assert not PushSubscription.objects.exists()


def test_address_that_the_site_refuses_is_let_go_of(page, site, person, settings):
    page.goto(f"{site.url}/settings/devices/")
    page.get_by_role("button", name="在这台设备上提醒我").click()
    expect(page.get_by_text("这台设备", exact=True)).to_be_visible()
    settings.PUSH_SERVICES = []
    assert renewed(page, "new")[1] is False
    assert PushSubscription.objects.get().endpoint.endswith("/abc")


def test_worker_stands_at_the_root(page, site):
    page.goto(f"{site.url}/settings/")
    worker = worker_of(page)
    assert urlsplit(worker.url).path == "/sw.js"
    scope = page.evaluate("navigator.serviceWorker.ready.then((registration) => registration.scope)")
    assert urlsplit(scope).path == "/"
