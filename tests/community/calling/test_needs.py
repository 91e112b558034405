"""What people need, against the stores of the demo town: sensible ones are called, silly ones are not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from community.calling.candidates import candidates
from community.calling.matching import matched
from community.hail.models import Hail
from tests.community.calling.town import stores_of_the_town
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db

# What is needed; tags that the hailer chose; stores that must be called, and others that may be.
GIFTS = "下周三要送 12 份伴手礼，每份 80 左右，最好是杭州本地手艺"
NEEDS = [
    (GIFTS, "伴手礼", "zhou-mianbao xiaoyu-de-cha", "laohe-shuiguo"),
    (GIFTS, "", "zhou-mianbao xiaoyu-de-cha", "laohe-shuiguo"),
    ("想买点明前龙井送长辈", "", "xiaoyu-de-cha", "zhou-mianbao hezao"),
    ("明天早上要两个现烤的欧包", "", "zhou-mianbao", ""),
    ("求一辆二手的买菜车，两三百块", "", "xiaochuan-xiuche", ""),
    ("自行车爆胎了，谁能帮我补胎", "", "xiaochuan-xiuche", ""),
    ("车子晚上骑没灯，想装前后灯", "", "xiaochuan-xiuche", ""),
    ("敏感皮肤能用的无香皂，三块", "敏感皮肤", "hezao", ""),
    ("手干裂了，想要护手的膏", "护手", "hezao", ""),
    ("要一个青瓷盖碗，自己喝茶用", "", "qingyou-gongfang", "xiaoyu-de-cha"),
    ("朋友乔迁，想送一只花瓶或者摆件", "摆件", "qingyou-gongfang", ""),
    ("宝宝周岁，想要一双虎头鞋", "", "yizhen-mei", ""),
    ("端午要二十只香囊", "", "yizhen-mei", ""),
    ("想学绣花，有没有新手能做的", "", "yizhen-mei", "xiaoyu-de-cha"),
    ("真丝围巾一条，送妈妈", "", "yizhen-mei", ""),
    ("看病人要个果篮，今天下午就要", "", "laohe-shuiguo", ""),
    ("想吃糖炒栗子", "", "laohe-shuiguo", ""),
    ("枇杷两箱，寄到北京", "", "laohe-shuiguo", ""),
    ("土蜂蜜两瓶，泡水喝", "土蜂蜜", "waipo-de-mi", ""),
    ("家里想存一块巢蜜", "", "waipo-de-mi", ""),
    ("片儿川怎么做，有没有料包", "", "laomo-mianguan", ""),
    ("雪菜一斤，炒毛豆用", "", "laomo-mianguan", ""),
    ("辣酱两瓶", "", "laomo-mianguan", ""),
    ("青团四十个，清明前一天送到", "", "zhou-mianbao", ""),
    ("ten drip bags of coffee for the office", "", "slow-boat-coffee", ""),
    ("looking for freshly roasted coffee beans, filter", "coffee", "slow-boat-coffee", ""),
    ("a hand grinder, second-hand is fine", "", "slow-boat-coffee", "paper-boat-books"),
    ("picture books for children, about five", "", "paper-boat-books", ""),
    ("a plant that survives in a dark corner", "", "windowsill", ""),
    ("someone to repot my fern", "", "windowsill", ""),
    ("herbs for the balcony", "", "windowsill", ""),
    # Nobody in town has these.
    ("想找人修一下空调", "", "", ""),
    ("周末想请人来家里做一次保洁", "", "", ""),
    ("孩子下个月要学钢琴，求老师", "", "", ""),
    ("有没有人能帮忙搬家，周六上午", "", "", ""),
    ("笔记本电脑屏幕碎了", "", "", ""),
    ("my washing machine leaks", "", "", ""),
    ("a used guitar for a beginner, please", "", "", "windowsill"),
    ("looking for a flat near the lake", "", "", ""),
]


def test_sensible_stores_are_called_and_silly_ones_are_not() -> None:
    stores, now = stores_of_the_town(), timezone.now()
    slugs = {store.pk: slug for slug, store in stores.items()}
    wrong = []
    for text, tag, must, may in NEEDS:
        hail = Hail.objects.create(
            person=PersonFactory(), text=text, audience="everyone", expires_at=now + timedelta(hours=1)
        )
        if tag:
            hail.tags.add(tag)
        found = matched(candidates(hail, now).now)
        called = {slugs[match.store] for match in found}
        missing, silly = set(must.split()) - called, called - set(must.split()) - set(may.split())
        if missing or silly:
            why = {slugs[match.store]: [said.term for said in match.terms] for match in found}
            wrong.append((text, sorted(missing), sorted(silly), why))
    assert not wrong, "\n".join(map(str, wrong))
