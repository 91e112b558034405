"""What an article says of itself outside."""

from __future__ import annotations

from django.utils.translation import gettext as _

from config.kit.outlines import PRIVATE, Context, Outline, absolute, outline
from content.articles.models import Article
from content.text.markdown import plain_text

LANGUAGES = {"zh-hans": "zh-Hans", "en": "en"}


@outline("article")
def article_outline(context: Context) -> Outline | None:
    """A published article and who wrote it."""
    article: Article | None = context.get("article")
    if article is None:
        return None
    if article.published_at is None or (article.author and not article.author.is_active):
        return PRIVATE
    url, published = absolute(article.get_absolute_url()), article.published_at.isoformat()
    if article.author:
        author = {"name": str(article.author), "url": absolute(article.author.get_absolute_url())}
    else:
        author = {"name": article.byline}
    thing = {
        "@type": "Article",
        "@id": url,
        "headline": article.title,
        "url": url,
        "mainEntityOfPage": url,
        "description": plain_text(article.body),
        "datePublished": published,
        "dateModified": article.updated_at.isoformat(),
        "inLanguage": LANGUAGES.get(article.language, article.language),
        "author": {"@type": "Person", **author} if author["name"] else "",
    }
    trail = [(_("Articles"), "/articles/"), (article.title, article.get_absolute_url())]
    properties = [("article:published_time", published), ("article:modified_time", article.updated_at.isoformat())]
    return Outline(kind="article", data=[thing], trail=trail, properties=properties)
