"""The whole way in its own processes: a web process, a worker, Redis, and a browser that waits."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]

MEET = """
from django.test import Client
from community.people.contacts import parse_contact
from community.people.joining import join
from community.channels.channels import channel_of
from community.groups.founding import found_group
from community.groups.joining import join_group
from community.posts.writing import write_post
reader = join(contact=parse_contact("waiting@qunpu.example"), name="等消息的人", language="zh-hans")
owner = join(contact=parse_contact("talking@qunpu.example"), name="说话的人", language="zh-hans")
group = found_group(owner, name="等消息的群")
join_group(reader, group=group)
client = Client()
client.force_login(reader)
answer = client.cookies["sessionid"].value
"""
SPEAK = """
from community.channels.channels import channel_of
from community.groups.models import Group
from community.posts.writing import write_post
group = Group.objects.get(name="等消息的群")
answer = write_post(group.owner, channel=channel_of(group), text="新茶到了").reference
"""


def test_the_badge_moves_when_a_worker_has_made_the_notification(chromium, stack):
    context = chromium.new_context(base_url=stack.url, locale="zh-CN")
    context.add_cookies([{"name": "sessionid", "value": stack.python(MEET), "url": stack.url}])
    page = context.new_page()
    page.goto("/groups/")
    expect(page.locator("body[data-listening]")).to_be_attached(timeout=20_000)
    expect(page.locator("[data-live-bell]:visible .dot")).to_have_count(0)
    stack.python(SPEAK)
    expect(page.locator("[data-live-bell]:visible .dot")).to_have_count(1, timeout=20_000)
    context.close()
