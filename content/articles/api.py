"""Articles in the API."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from config.kit.api.viewsets import ReadOnlyViewSet
from config.kit.policies import anyone, signed_in
from content.articles.models import Article
from content.articles.policies import can_edit_article, can_withdraw_article
from content.articles.writing import BODY_LENGTH, TITLE_LENGTH, edit_article, withdraw_article, write_article


class ArticleSerializer(serializers.ModelSerializer):
    """An article; `author` is a username, null where the operator published it under `byline`."""

    author = serializers.CharField(source="author.username", read_only=True, default=None, allow_null=True)
    url = serializers.CharField(source="get_absolute_url", read_only=True, help_text="The path of its page.")

    class Meta:
        model = Article
        fields = ["slug", "title", "body", "language", "author", "byline", "published_at", "updated_at", "url"]
        read_only_fields = fields


class ArticleWriteSerializer(serializers.Serializer):
    """What one writes; a draft unless `publish`."""

    title = serializers.CharField(max_length=TITLE_LENGTH)
    body = serializers.CharField(max_length=BODY_LENGTH, help_text="Markdown.")
    language = serializers.ChoiceField(choices=settings.LANGUAGES, required=False)
    publish = serializers.BooleanField(default=True)


class WithdrawSerializer(serializers.Serializer):
    """The author needs no reason; the staff does."""

    reason = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")


class ArticleFilter(filters.FilterSet):
    """`author`: a username; `language`; `original`: published by the operator from a text of their own."""

    author = filters.CharFilter(field_name="author__username")
    original = filters.BooleanFilter(field_name="import_key", lookup_expr="isnull", exclude=True)

    class Meta:
        model = Article
        fields = ["language"]


class ArticleViewSet(ReadOnlyViewSet):
    """What people here have written, newest first; one's own drafts included."""

    rules = {
        "list": anyone,
        "retrieve": anyone,
        "create": signed_in,
        "partial_update": can_edit_article,
        "withdraw": can_withdraw_article,
    }
    serializer_class = ArticleSerializer
    filterset_class = ArticleFilter
    queryset = Article.objects.none()
    lookup_field = "slug"
    lookup_value_regex = r"[-\w]{1,80}"

    def get_queryset(self) -> QuerySet[Article]:
        return Article.objects.visible_to(self.request.user).select_related("author")

    @extend_schema(request=ArticleWriteSerializer, responses={201: ArticleSerializer})
    def create(self, request: Request) -> Response:
        """Write an article."""
        article = write_article(self.actor(), **self.validated(ArticleWriteSerializer))
        return Response(self.get_serializer(article).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=ArticleWriteSerializer, responses=ArticleSerializer)
    def partial_update(self, request: Request, slug: str) -> Response:
        """Change one's article; what is not given stays."""
        given = self.validated(ArticleWriteSerializer, partial=True)
        article = edit_article(self.actor(), article=self.get_object(), **given)
        return Response(self.get_serializer(article).data)

    @extend_schema(request=WithdrawSerializer, responses=ArticleSerializer)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, slug: str) -> Response:
        """Take it out of public; its author keeps it as a draft."""
        given = self.validated(WithdrawSerializer)
        article = withdraw_article(self.actor(), article=self.get_object(), **given)
        return Response(self.get_serializer(article).data)


def register(router: Any) -> None:
    router.register("articles", ArticleViewSet, basename="api-article")
