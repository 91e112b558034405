"""A load that broke off is finished by the next one."""

from __future__ import annotations

from typing import Any

import pytest

from community.posts.commenting import comment
from community.posts.models import Comment, Post
from seeds.files import comments, read_town
from seeds.loading import Loaded, load
from tests.seeds.small import small_pictures

pytestmark = pytest.mark.xdist_group("seeds")


@pytest.mark.django_db(transaction=True)
def test_a_load_that_broke_off_is_finished(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the middle of a month someone pulls the plug."""
    done = 0

    def fails(*args: Any, **kwargs: Any) -> Any:
        nonlocal done
        done += 1
        if done > 5:
            raise KeyboardInterrupt
        return comment(*args, **kwargs)

    with small_pictures():
        monkeypatch.setattr("seeds.posts.comment", fails)
        with pytest.raises(KeyboardInterrupt):
            load("small")
        monkeypatch.undo()
        load("small")
    files = read_town("small")
    assert Post.objects.filter(repost_of=None, channel__picks=None).count() == len(files.posts)
    assert Comment.objects.filter(state="visible").count() == sum(1 for post in files.posts for _ in comments(post))
    assert load("small") == Loaded(0, 0)
