"""A text that the operator holds, published beside the lessons."""

import pytest
from django.core.management import CommandError, call_command

from content.articles.importing import Unimportable, escaped, import_article, read_text
from content.articles.models import Article
from content.text.markdown import plain_text, render_markdown

PARAGRAPH = "河边的茶馆每天早上六点开门，第一壶水总是老板自己烧，他说烧水的人才知道今天的茶会是什么味道。"
ENGLISH = "The tea house by the river opens at six, and the first kettle is always boiled by its keeper himself."
TEXT = f"""河边的茶馆

{PARAGRAPH}{"  "}

水是第一位的。

　　{PARAGRAPH}
{PARAGRAPH}

客人

{PARAGRAPH}

请转发

扫一扫，告诉朋友。
"""


@pytest.mark.django_db
def test_it_works():
    done = import_article(TEXT, byline="老周")

    article = Article.objects.get()
    assert (done.article, done.is_new) == (article, True)
    assert (article.title, article.byline, article.author, article.language) == ("河边的茶馆", "老周", None, "zh-hans")
    assert article.is_published
    assert article.body.split("\n\n") == [
        PARAGRAPH,
        "## 水是第一位的。",
        PARAGRAPH,
        PARAGRAPH,
        "## 客人",
        PARAGRAPH,
    ]


@pytest.mark.django_db
def test_headings_with_nothing_under_them_are_left_out_at_the_end():
    assert import_article(TEXT).left_out == [(14, "请转发"), (16, "扫一扫，告诉朋友。")]


@pytest.mark.django_db
def test_again_is_once():
    first = import_article(TEXT)
    second = import_article(TEXT)

    assert (second.article, second.is_new) == (first.article, False)
    assert Article.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change", [lambda t: t.replace("\n", "\r\n"), lambda t: "\ufeff" + t, lambda t: t.strip() + "\n\n"]
)
def test_line_ends_and_marks_of_order_make_no_other_text(change):
    first = import_article(TEXT).article
    assert import_article(change(TEXT)).article == first


@pytest.mark.django_db
def test_another_version_takes_the_place_of_the_first():
    first = import_article(TEXT, byline="老周").article
    withdrawn_since = first.published_at

    changed = import_article(TEXT.replace("客人", "客人们"))

    first.refresh_from_db()
    assert (changed.article, changed.is_new) == (first, False)
    assert "客人们" in first.body
    assert (first.byline, first.published_at) == ("老周", withdrawn_since)


def test_two_headings_may_follow_each_other():
    assert read_text(f"题目\n大节\n小节\n{PARAGRAPH}".encode()).body == f"## 大节\n\n## 小节\n\n{PARAGRAPH}"


@pytest.mark.parametrize(
    ("line", "is_heading"),
    [
        ("二十个汉字正好是一个标题不多也不少啊对吧", True),
        ("二十一个汉字就不是标题了而是一个自然段落啊", False),
        ("Forty letters are still a heading, truly", True),
        ("Forty-one letters make it a paragraph now", False),
    ],
)
def test_short_is_twenty_characters_or_forty_letters(line, is_heading):
    body = read_text(f"题目\n{line}\n{PARAGRAPH}".encode()).body
    assert body.startswith("## ") is is_heading


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        (b"", 1),
        (b"\n\n" + PARAGRAPH.encode(), 1),
        ("　\n".encode() + PARAGRAPH.encode(), 1),
        ("题目\n".encode(), 1),
        ("题目\n\n小标题\n".encode(), 3),
        (("长" * 121 + "\n" + PARAGRAPH).encode(), 1),
        (f"题目\n{PARAGRAPH}\n".encode() + b"\xff\xfe\n", 3),
        (f"题目\n{PARAGRAPH}\n".encode("gb18030"), 1),
        (f"题目\n{PARAGRAPH}\n".encode("utf-16"), 1),
        (f"题目\n{PARAGRAPH}\n{PARAGRAPH}\x00\n".encode(), 3),
        (f"题目\n{PARAGRAPH}\x1b[31m\n".encode(), 2),
        (f"题目\n\n{PARAGRAPH}\ufffd\n".encode(), 3),
        (b"a" * (1024 * 1024 + 1), 1),
    ],
)
def test_anything_else_is_refused_with_the_line_at_fault(raw, line):
    with pytest.raises(Unimportable) as refusal:
        read_text(raw)

    assert refusal.value.line == line
    assert str(line) in str(refusal.value)


@pytest.mark.parametrize(
    "line",
    [
        "# 井号开头的一行，其实只是正文，长得像标题而已，不该变成标题，也不该丢掉任何一个字。",
        "1. 数字开头的一行，其实只是正文，长得像列表而已，不该变成列表，也不该丢掉任何一个字。",
        "- 横线开头的一行，其实只是正文，长得像列表而已，不该变成列表，也不该丢掉任何一个字。",
        "> 尖括号开头的一行，<b>还有标签</b>，*星号*、_下划线_、`反引号`、[方括号](括号) 和 &amp; 都在。",
        "40%的人、“56个版本”、http://qunpu.example/a_b_c 和 C:\\temp 都应当原样出现在读者面前，一个字也不少。",
    ],
)
def test_a_line_is_shown_exactly_as_it_is(line):
    assert plain_text(escaped(line), 400) == line
    assert render_markdown(escaped(line)).count("<p>") == 1


@pytest.mark.django_db
def test_the_command(tmp_path, capsys):
    file = tmp_path / "text.txt"
    file.write_text(TEXT, encoding="utf-8")

    call_command("import_article", str(file), byline="老周")
    call_command("import_article", str(file))

    out = capsys.readouterr().out
    assert "/articles/" in out
    assert "left out line 14" in out
    assert "already there" in out
    assert Article.objects.get().byline == "老周"


@pytest.mark.django_db
def test_the_command_names_the_line_at_fault(tmp_path):
    file = tmp_path / "text.txt"
    file.write_bytes(f"题目\n{PARAGRAPH}\n".encode() + b"\xff\n")

    with pytest.raises(CommandError, match="3"):
        call_command("import_article", str(file))
    assert not Article.objects.exists()


def test_a_missing_file_is_said(tmp_path):
    with pytest.raises(CommandError, match=r"nothing\.txt"):
        call_command("import_article", str(tmp_path / "nothing.txt"))


@pytest.mark.django_db
def test_english_is_known_by_its_letters():
    assert import_article(f"The tea house\n{ENGLISH}").article.language == "en"
