"""What `/design/` shows: invented people, goods and sentences, in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.templatetags.static import static
from django.utils import timezone
from django.utils.translation import get_language

from config.kit.charts import HeatStrip, bars, heat_strip
from config.kit.money import Money
from config.shell.evidence_samples import evidence_rows

WORDS = {
    "design": ("设计", "Design"),
    "intro": (
        "所有组件和它们的状态。换主题、换语言、换宽度，都要站得住。",
        "Every component with its states. Each must hold in both themes, both languages and at any width.",
    ),
    "buttons": ("按钮", "Buttons"),
    "follow": ("关注", "Follow"),
    "following": ("已关注", "Following"),
    "ask": ("问一问", "Ask"),
    "later": ("以后再说", "Not now"),
    "remove": ("下架这件", "Take it down"),
    "sending": ("提交中", "Sending"),
    "off": ("卖完了", "Sold out"),
    "small": ("小一号", "Small"),
    "chips": ("小签", "Chips"),
    "chip_plain": ("守约 212 / 214", "Kept 212 of 214"),
    "chip_jade": ("你 → 陈阿姨 → 林晓雨", "You → Aunt Chen → Lin Xiaoyu"),
    "chip_gold": ("懂茶 · 答过 126 问", "Knows tea · 126 answers"),
    "chip_cin": ("还剩 42:10", "42:10 left"),
    "chip_red": ("付款没成", "Payment failed"),
    "trust": ("信任", "Trust"),
    "trust_deals": ("你 → 陈阿姨 → 林晓雨 · 9 次买得满意", "You → Aunt Chen → Lin Xiaoyu · 9 deals went well"),
    "trust_veiled": ("你信任的人说好", "Someone you trust speaks well of them"),
    "trust_own": ("你买过 2 次，都满意", "You bought 2 times, and it went well"),
    "trust_public": ("大家说好", "Well spoken of here"),
    "trust_low": ("有人不满意", "Some were not content"),
    "trust_unknown": ("还没有人评价过", "Nobody has spoken of it yet"),
    "trust_order": ("订单：明前龙井 50 克", "Order: spring Longjing, 50 g"),
    "trust_topic": ("茶", "tea"),
    "cards": ("卡片", "Cards"),
    "missed_lead": ("离开的两天里", "While you were away"),
    "missed": (
        "，3 个群有新动静，1 位你信任的人推荐了新东西",
        ", 3 groups moved on and someone you trust picked something new",
    ),
    "pinned_lead": ("置顶", "Pinned"),
    "pinned": ("周六下午两点，茶博园老位置，带杯子", "Saturday at two, the tea garden, same place; bring a cup"),
    "how": ("你怎么认识她", "How you know her"),
    "how_text": ("陈阿姨跟她买过 9 次，都守约", "Aunt Chen bought from her 9 times; every promise kept"),
    "feed": ("动态", "Feed"),
    "lin": ("林晓雨", "Lin Xiaoyu"),
    "zhou": ("周师傅面包房", "Zhou's Bakery"),
    "chen": ("陈阿姨", "Aunt Chen"),
    "group": ("西湖边喝茶", "Tea by the lake"),
    "followed_store": ("关注的店", "A store you follow"),
    "tea_post": (
        "明前龙井今天到了。很多人问为什么第一泡要倒掉——其实不用，水温降到 85 度，第一泡最鲜。泡给大家看：",
        "The first Longjing of spring is here. Many ask why one pours the first cup away. No need: "
        "at 85 degrees it is the freshest of all. Let me show you:",
    ),
    "bread_post": (
        "周四的天然酵母欧包，今天只烤 20 个。不爱酸味的别买，真的。",
        "Thursday's sourdough, only twenty loaves today. If you do not like it sour, do not buy it. Really.",
    ),
    "why_group": ("你在这个群", "Your group"),
    "why_store": ("你关注了这家店", "You follow"),
    "mute_week": ("静音一周", "Mute for a week"),
    "leave": ("退出这个群", "Leave this group"),
    "like": ("喜欢", "Like"),
    "comments": ("评论", "Comments"),
    "say_something": ("说点什么…", "Say something…"),
    "goods": ("商品", "Goods"),
    "tea": ("明前龙井 · 狮峰小产区", "First-flush Longjing, Shifeng"),
    "bowl": ("青釉盖碗 150 毫升", "Celadon gaiwan, 150 ml"),
    "peach": ("白桃乌龙 · 冷泡装", "White peach oolong, cold brew"),
    "soap": ("薰衣草手工皂", "Lavender soap"),
    "gram": ("50 克", "50 g"),
    "bought": ("9 位熟人买过", "9 you know"),
    "bought_few": ("3 位熟人买过", "3 you know"),
    "paused": ("暂时不卖", "Paused"),
    "heads": ("店、群、人", "Store, group, person"),
    "store": ("晓雨的茶", "Xiaoyu's Tea"),
    "store_line": (
        "只卖自己喝过三年的茶 · 杭州 · 距你 1.2 公里",
        "Only teas I drank for three years · Hangzhou · 1.2 km from you",
    ),
    "joined": ("已加入", "Joined"),
    "faces": ("陈阿姨、林晓雨等 9 位", "Aunt Chen, Lin Xiaoyu and 7 more"),
    "person_line": ("杭州 · 茶 · 第 6 年", "Hangzhou · tea · sixth year"),
    "tabs": ("栏目", "Sections"),
    "news": ("动态", "News"),
    "word": ("口碑", "Word of mouth"),
    "know": ("我懂的", "What I know"),
    "rules": ("群规", "Rules"),
    "orders": ("订单", "Orders"),
    "placed": ("已下单", "Placed"),
    "paid": ("已付款", "Paid"),
    "shipped": ("已发货", "Shipped"),
    "received": ("已收货", "Received"),
    "cancelled": ("已取消", "Cancelled"),
    "subtotal": ("商品", "Goods"),
    "delivery": ("运费", "Delivery"),
    "total": ("合计", "Total"),
    "forms": ("表单", "Forms"),
    "f_name": ("它叫什么", "What is it called?"),
    "f_price": ("卖多少钱", "What does it cost?"),
    "f_about": ("说说它", "Tell about it"),
    "f_about_help": ("适合谁，不适合谁，都写上。", "Whom it suits, and whom it does not."),
    "f_price_error": ("价格最多两位小数，例如 68.50", "At most two decimals, for example 68.50"),
    "f_where": ("在哪儿", "Where"),
    "f_kind": ("谁能进来", "Who may join"),
    "f_open": ("谁都能进", "Anyone"),
    "f_asked": ("问过才进", "Ask to join"),
    "f_invited": ("有邀请才进", "By invitation only"),
    "f_size": ("规格", "Size"),
    "f_told": ("有人下单时告诉我", "Tell me when someone orders"),
    "f_quiet": ("夜里不打扰", "Quiet at night"),
    "f_photo": ("横的竖的都行，我们来摆正", "Upright or on its side, we set it right"),
    "f_more_photos": ("再加几张", "Add a few more"),
    "next": ("下一步", "Next"),
    "step": ("第 1 步，共 3 步", "Step 1 of 3"),
    "overlays": ("弹层与提示", "Sheets and toasts"),
    "muted": ("已静音「西湖边喝茶」", "“Tea by the lake” is muted"),
    "saved": ("已保存", "Saved"),
    "open_sheet": ("打开弹层", "Open the sheet"),
    "sheet_text": (
        "从下面上来，按返回、点外面或 Esc 都能关。",
        "It comes from below; back, a tap outside or Esc closes it.",
    ),
    "lists": ("列表", "Lists"),
    "to_ship": ("要发货", "To ship"),
    "to_ship_text": ("最早一单今天 17:00 前", "The first one today before 17:00"),
    "to_answer": ("等你回答", "Waiting for your answer"),
    "to_answer_text": ("平均 14 分钟就回，保持住", "You answer in 14 minutes on average"),
    "low": ("快卖完了", "Nearly sold out"),
    "settings": ("设置", "Settings"),
    "n_order": ("下了一单：明前龙井 × 2", "ordered first-flush Longjing × 2"),
    "n_comment": ("等 3 人评论了你的动态", "and 2 more commented on your post"),
    "n_join": ("想加入「西湖边喝茶」", "would like to join “Tea by the lake”"),
    "n_reason": ("你的店", "Your store"),
    "figures": ("数字", "Figures"),
    "last_30": ("近 30 天", "Last 30 days"),
    "sold": ("成交", "Sales"),
    "count": ("订单", "Orders"),
    "back_again": ("回头客", "Came back"),
    "chart_note": (
        "比上个 30 天多 12%，主要来自「西湖边喝茶」群",
        "12% more than the 30 days before, mostly from “Tea by the lake”",
    ),
    "chart": ("近 30 天每天的成交", "Sales a day over 30 days"),
    "year": ("一年一条线", "A year on one line"),
    "year_note": ("过去一年，有 212 天做了看得见的事", "Something to be seen on 212 days of this year"),
    "kept": ("守约 212 / 214", "212 of 214 promises kept"),
    "states": ("空、等、错", "Empty, waiting, wrong"),
    "empty_title": ("还没有商品", "No goods yet"),
    "empty_text": (
        "先放一件你最懂的，照片、名字、价格，一分钟就好。",
        "Start with the one you know best: photo, name, price. A minute is enough.",
    ),
    "empty_do": ("放第一件", "Add the first"),
    "error_form": ("有一处要改，写的都还在。", "One thing to change; all you typed is still here."),
    "poster": ("海报", "Poster"),
    "scan": ("扫一扫，进店看看", "Scan to come in"),
    "colours": ("颜色与字", "Colours and type"),
    "title_24": ("标题 24 粗", "Title 24 bold"),
    "heading_18": ("小标题 18", "Heading 18"),
    "body_16": ("正文 16：像一个懂货的店主那样说话。", "Body 16: plain words, like a shopkeeper who knows the goods."),
    "second_13": ("次要 13：补一句来由。", "Secondary 13: where it comes from."),
}


@dataclass(frozen=True)
class SamplePicture:
    """Stands in for a Picture."""

    file: str
    alt: str
    width: int = 800
    height: int = 800
    widths: tuple[int, ...] = (800,)

    def url(self, width: int) -> str:
        return static(f"icons/{self.file}.svg")


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField()
    price = forms.CharField(widget=forms.TextInput(attrs={"inputmode": "decimal"}))
    about = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3}))
    where = forms.ChoiceField(required=False)
    kind = forms.ChoiceField(widget=forms.RadioSelect)
    size = forms.ChoiceField(widget=forms.RadioSelect(attrs={"class": "choice"}))
    told = forms.BooleanField(required=False)
    quiet = forms.BooleanField(required=False)


def words() -> dict[str, str]:
    """`WORDS` in the reader's language."""
    index = 1 if get_language() == "en" else 0
    return {key: pair[index] for key, pair in WORDS.items()}


def sample_form(said: dict[str, str]) -> SampleForm:
    """The form after a wrong price was sent."""
    data = {"name": said["peach"], "price": "68.505", "kind": "asked", "size": "50", "told": "on"}
    form = SampleForm(data)
    for name in ("name", "price", "about", "where", "kind", "size", "told", "quiet"):
        form.fields[name].label = said[f"f_{name}"]
    form.fields["about"].help_text = said["f_about_help"]
    choices = {
        "where": [("hz", "杭州 Hangzhou"), ("sh", "上海 Shanghai")],
        "kind": [(key, said[f"f_{key}"]) for key in ("open", "asked", "invited")],
        "size": [("50", "50 g"), ("100", "100 g"), ("250", "250 g")],
    }
    for name, offered in choices.items():
        cast("forms.ChoiceField", form.fields[name]).choices = offered
    form.add_error("price", said["f_price_error"])
    return form


def sample_year(today: date) -> HeatStrip:
    """A busy year with a quiet summer."""
    days = (today - timedelta(days=back) for back in range(365))
    return heat_strip({day: day.toordinal() * 7919 % (5 if 6 <= day.month <= 8 else 9) for day in days}, today)


def context() -> dict[str, Any]:
    """Everything the design page shows."""
    said = words()
    now = timezone.now()
    sales = [42, 58, 34, 77, 68, 101, 117, 54, 63, 48, 85, 97, 137, 128, 58, 69, 60, 97, 107, 121, 152, 77, 74, 68]
    figures = [*sales, 113, 118, 140, 156, 88, 125]
    days = [now - timedelta(days=len(figures) - index) for index in range(len(figures))]
    shown = [(f"{day:%m-%d}", value, str(Money(value * 268, "CNY"))) for day, value in zip(days, figures, strict=True)]
    return {
        "t": said,
        "tea": SamplePicture("sample-tea", said["tea"]),
        "bowl": SamplePicture("sample-bowl", said["bowl"]),
        "price": Money(16800, "CNY"),
        "price_2": Money(8800, "CNY"),
        "price_3": Money(168050, "CNY"),
        "sales": Money(841200, "CNY"),
        "minutes": now - timedelta(minutes=12),
        "hour": now - timedelta(hours=1),
        "yesterday": now - timedelta(days=1),
        "steps": [
            {"label": said["placed"], "state": "done", "at": now - timedelta(days=2)},
            {"label": said["paid"], "state": "done", "at": now - timedelta(days=2)},
            {"label": said["shipped"], "state": "now"},
            {"label": said["received"], "state": "next"},
        ],
        "steps_off": [
            {"label": said["placed"], "state": "done", "at": now - timedelta(days=9)},
            {"label": said["cancelled"], "state": "off", "at": now - timedelta(days=8)},
        ],
        "people": [{"display_name": said[name], "username": name} for name in ("chen", "lin", "zhou", "store")],
        "lin": {"display_name": said["lin"], "username": "lin"},
        "chen": {"display_name": said["chen"], "username": "chen"},
        "form": sample_form(said),
        "bars": bars(shown),
        "strip": sample_year(now.date()),
        "trust_chips": [
            {"text": said[f"trust_{name}"], "icon": icon, "kind": kind, "url": url}
            for name, icon, kind, url in (
                ("deals", "waypoints", "jade", "/trust/"),
                ("veiled", "waypoints", "jade", "/trust/"),
                ("own", "waypoints", "jade", "/trust/"),
                ("public", "circle-check", "jade", "/trust/"),
                ("low", "circle-alert", "", "/trust/"),
                ("unknown", "sprout", "", ""),
            )
        ],
        "evidence_rows": evidence_rows(said),
        "inks": ("ink", "ink-2", "ink-3", "cin", "jade", "gold", "red", "line", "edge", "sunken"),
        "tints": range(1, 9),
    }
