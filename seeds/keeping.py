"""Order is kept in the town's first group: a word that waits, an advertisement that was hidden, a report that waits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from django.db.models import QuerySet

from community.moderation.acting import hide_comment
from community.moderation.appealing import appeal
from community.moderation.filtering import add_rule
from community.moderation.models import ModerationAction, Report, WordRule
from community.moderation.reporting import report
from community.posts.commenting import comment
from community.posts.models import Comment, Post
from seeds.files import Entry, Town
from seeds.register import Register
from seeds.timeline import Act

KEY = "seed:keeping"
WORD = "加微信"
ADVERTISEMENT = "我老家也有好茶，十块钱一大包，想要的私下找我。"
WHY_HIDDEN = "群里不做推销，自己家的茶请先说缺点。"
APPEAL = "我不知道有这一条，以后先说缺点，能不能留下？"
DOUBT = "这一条算不算广告？请看一下。"


def keeping(town: Town, register: Register, now: datetime) -> Iterator[Act]:
    """What the moderators of the first group find when they look in today."""
    group = town.groups[0]
    if len(group["moderators"]) == 0 or len(group["members"]) < 3:
        return
    steps = (_ban_word, _advertise, _report, _hide, _object, _doubt)
    for number, step in enumerate(steps):
        yield Act(now - timedelta(hours=6) + number * timedelta(minutes=20), partial(step, register, group))


def _ban_word(register: Register, entry: Entry) -> bool:
    group = register.group(entry["slug"])
    if WordRule.objects.filter(group=group).exists():
        return False
    add_rule(register.person(entry["owner"]), kind="word", text=WORD, effect="hold", group=group)
    return True


def _advertise(register: Register, entry: Entry) -> bool:
    author = register.person(entry["members"][-1])
    if _advertisement(register, entry) is not None:
        return False
    under = _posts(register, entry).first()
    if under is None:
        return False
    comment(author, post=under, text=ADVERTISEMENT, idempotency_key=KEY)
    return True


def _report(register: Register, entry: Entry) -> bool:
    said = _advertisement(register, entry)
    if said is None or Report.objects.filter(target_id=said.pk, target_type__model="comment").exists():
        return False
    report(register.person(entry["members"][0]), target=said, reason="spam", note="不是第一次了。")
    return True


def _hide(register: Register, entry: Entry) -> bool:
    said = _advertisement(register, entry)
    if said is None or _ruling(said) is not None:
        return False
    hide_comment(register.person(entry["moderators"][0]), comment=said, reason=WHY_HIDDEN)
    return True


def _object(register: Register, entry: Entry) -> bool:
    said = _advertisement(register, entry)
    action = _ruling(said) if said else None
    if said is None or action is None or hasattr(action, "appeal"):
        return False
    appeal(said.author, action=action, text=APPEAL)
    return True


def _doubt(register: Register, entry: Entry) -> bool:
    reader = register.person(entry["members"][1])
    keepers = [entry["owner"], *entry["moderators"], reader.username]
    doubtful = _posts(register, entry).exclude(author__username__in=keepers).first()
    if doubtful is None or Report.objects.filter(reporter=reader).exists():
        return False
    report(reader, target=doubtful, reason="other", note=DOUBT)
    return True


def _posts(register: Register, entry: Entry) -> QuerySet[Post]:
    return Post.objects.filter(channel__group=register.group(entry["slug"])).order_by("-id")


def _advertisement(register: Register, entry: Entry) -> Comment | None:
    rows = Comment.objects.filter(author=register.person(entry["members"][-1]), idempotency_key=KEY)
    return rows.select_related("author", "post__channel__group").first()


def _ruling(said: Comment) -> ModerationAction | None:
    return ModerationAction.objects.filter(owner=said.author, target_id=said.pk, verb="hide_comment").first()
