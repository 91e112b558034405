"""Links of posts to other sites: asked for once, and never where the site does not want them."""

import pytest

from community.moderation.models import WordRule
from community.posts.models import Post
from community.posts.writing import edit_post, write_post
from content.cards.models import OutsidePage
from content.cards.outside.hosts import is_refused
from tests.factories import PostFactory, channel_of

pytestmark = pytest.mark.django_db


def test_a_page_that_a_post_links_to_is_wanted(outsider):
    post = write_post(outsider, channel=channel_of(outsider), text="看 https://tea.example/a，好")
    assert (post.link, OutsidePage.objects.get().url) == ("https://tea.example/a", "https://tea.example/a")

    edit_post(outsider, post=post, text="看这里", link="https://tea.example/b")
    assert {page.url for page in OutsidePage.objects.all()} == {"https://tea.example/a", "https://tea.example/b"}


def test_pages_of_the_site_are_not(outsider):
    PostFactory(link="/s/tea/")
    Post.objects.update(text="x")

    assert not OutsidePage.objects.exists()


def test_an_unwanted_host_is_forgotten_and_not_asked_again(outsider):
    PostFactory(link="https://www.spam.example/a")
    OutsidePage.objects.update(title="Buy!")
    WordRule.objects.create(kind=WordRule.Kind.HOST, text="spam.example")

    assert (OutsidePage.objects.get().title, is_refused("www.spam.example")) == ("", True)
    assert not is_refused("tea.example")
