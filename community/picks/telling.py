"""What came onto a list is told to those who follow it: gathered into one post, at most one a day and list."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone, translation

from community.channels.channels import channel_of
from community.channels.models import Subscription
from community.notifications.clocks import zone_of
from community.picks.models import Pick, PickList, PickNews, PickQuerySet
from community.picks.wording import with_commission
from community.posts.models import Post
from community.posts.writing import write_post
from config.kit.claims import finish
from config.kit.errors import DomainError, TooMany

# So long a list gathers before it speaks, and so long it is silent afterwards.
GATHER, SILENCE = timedelta(hours=1), timedelta(days=1)
# Named in the post; its card leads to all.
MOST_NAMED = 10


def note_news(picks: PickList) -> None:
    """Have those who follow the list told, when its time comes. Called with the list's row locked."""
    now = timezone.now()
    told = PickNews.objects.filter(list=picks, post__isnull=False).order_by("-done_at").first()
    due = max(now + GATHER, told.done_at + SILENCE) if told and told.done_at else now + GATHER
    PickNews.objects.get_or_create(list=picks, done_at=None, defaults={"due_at": due})


def tell(news: PickNews) -> Post | None:
    """What the worker does with news that it claimed: one post about what came, in the words of who picked it.

    Nothing is written where nobody follows, or nothing of it stands any more; a limit that is reached puts it off.
    """
    picks = PickList.objects.select_related("person", "topic").get(pk=news.list_id)
    language = picks.person.language or settings.LANGUAGE_CODE
    with translation.override(language), timezone.override(zone_of(picks.person)):
        try:
            return _told(news, picks)
        except TooMany as refusal:
            until = getattr(refusal, "resets_at", timezone.now() + GATHER)
            PickNews.objects.filter(pk=news.pk).update(due_at=until, claimed_until=None, attempts=0)
        except DomainError:
            # The picker is kept from posting, or the words are unwanted since: it is not told later either.
            _close(news, Pick.objects.filter(list=picks, told_at=None), None)
    return None


@transaction.atomic
def _told(news: PickNews, picks: PickList) -> Post | None:
    # Whoever picks holds the list: what they add comes along, or waits for news of its own.
    PickList.objects.select_for_update().get(pk=picks.pk)
    held = PickNews.objects.select_for_update(of=("self",)).get(pk=news.pk)
    if held.done_at is not None:
        return held.post
    fresh = Pick.objects.filter(list=picks, told_at=None)
    shown = fresh.on_the_shelf(AnonymousUser()).select_related("store", "product__store").order_by("id")
    named, channel, post = list(shown[:MOST_NAMED]), channel_of(picks), None
    if named and picks.stands and Subscription.objects.active().filter(channel=channel).exists():
        post = write_post(
            picks.person,
            channel=channel,
            text="\n".join(f"{pick} — {with_commission(pick)}" for pick in named),
            link=picks.get_absolute_url(),
            idempotency_key=f"picks:{news.pk}",
            compare=False,
            by_hand=False,
        )
    _close(held, fresh, post)
    return post


def _close(news: PickNews, fresh: PickQuerySet, post: Post | None) -> None:
    fresh.update(told_at=timezone.now())
    PickNews.objects.filter(pk=news.pk).update(post=post)
    finish(news)
