"""Articles: the list, reading, writing."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from config.kit import cursors
from config.kit.http import read_or_send, refusals_to, see_other
from config.kit.policies import allow, anyone
from config.kit.toasts import say
from content.articles.forms import ArticleForm
from content.articles.models import Article
from content.articles.policies import can_edit_article, can_withdraw_article, can_write_article
from content.articles.writing import BODY_LENGTH, edit_article, withdraw_article, write_article
from content.text.markdown import plain_text, render_markdown

PAGE = 12


def article_of(person: Any, slug: str) -> Article:
    """The article of that address, if the person may read it. Raises Http404."""
    seen = Article.objects.visible_to(person).select_related("author", "author__photo")
    return get_object_or_404(seen, slug=slug)


@require_safe
@allow(anyone)
def articles(request: HttpRequest) -> HttpResponse:
    """What people here have written, newest first."""
    seen = Article.objects.visible_to(request.user).published().select_related("author", "author__photo")
    return _list(request, seen, {"is_mine": False})


@never_cache
@require_safe
@allow(can_write_article)
def my_articles(request: HttpRequest) -> HttpResponse:
    """One's own, drafts included."""
    return _list(request, Article.objects.filter(author=request.user), {"is_mine": True})


def _list(request: HttpRequest, found: Any, context: dict[str, Any]) -> HttpResponse:
    shown, next_cursor = cursors.newest_page(found, request.GET.get("cursor"), PAGE)
    for article in shown:
        article.opening = plain_text(article.body, 90)
    return render(request, "articles/list.html", context | {"articles": shown, "next_cursor": next_cursor})


@require_safe
@allow(anyone, article_of)
def article(request: HttpRequest, article: Article) -> HttpResponse:
    """One article and who wrote it."""
    context = {
        "article": article,
        "html": render_markdown(article.body),
        "may_edit": can_edit_article(request.user, article),
        "may_withdraw": can_withdraw_article(request.user, article),
        "article_url": request.build_absolute_uri(article.get_absolute_url()),
        "description": plain_text(article.body),
        "og_title": article.title,
    }
    return render(request, "articles/article.html", context)


@never_cache
@read_or_send
@allow(can_write_article)
def article_new(request: HttpRequest) -> HttpResponse:
    """Write down what one knows."""
    form = ArticleForm(request.POST or None, initial={"language": get_language()})
    if request.method == "POST" and "preview" not in request.POST and form.is_valid():
        with refusals_to(form):
            written = write_article(request.user, publish="draft" not in request.POST, **form.cleaned_data)
            say(request, _("Published.") if written.is_published else _("Kept as a draft. Only you see it."))
            return see_other(written)
    return _editor(request, form, draft="article:new")


@never_cache
@read_or_send
@allow(can_edit_article, article_of)
def article_edit(request: HttpRequest, article: Article) -> HttpResponse:
    """Change it, or publish a draft."""
    initial = {"title": article.title, "body": article.body, "language": article.language}
    form = ArticleForm(request.POST or None, initial=initial)
    if request.method == "POST" and "preview" not in request.POST and form.is_valid():
        with refusals_to(form):
            edit_article(request.user, article=article, publish="draft" not in request.POST, **form.cleaned_data)
            say(request, _("Saved."))
            return see_other(article)
    return _editor(request, form, draft=f"article:{article.slug}", article=article)


def _editor(request: HttpRequest, form: ArticleForm, *, draft: str, article: Article | None = None) -> HttpResponse:
    wants_preview = "preview" in request.POST
    failed = bool(form.errors) and not wants_preview
    context = {
        "form": form,
        "draft": draft,
        "article": article,
        "preview": render_markdown(request.POST.get("body", "")[:BODY_LENGTH]) if wants_preview else "",
        "preview_title": request.POST.get("title", ""),
        "wants_preview": wants_preview,
    }
    return render(request, "articles/edit.html", context, status=422 if failed else 200)


@require_POST
@allow(can_withdraw_article, article_of)
def article_withdraw(request: HttpRequest, article: Article) -> HttpResponse:
    """Out of public; it can be published again."""
    withdraw_article(request.user, article=article, reason=request.POST.get("reason", ""))
    say(request, _("Withdrawn."))
    return see_other(reverse("my_articles") if article.author_id == request.user.pk else reverse("articles"))
