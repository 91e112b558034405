"""Routes of articles."""

from django.urls import path

from content.articles import views

urlpatterns = [
    path("articles/", views.articles, name="articles"),
    path("articles/new/", views.article_new, name="article_new"),
    path("articles/mine/", views.my_articles, name="my_articles"),
    path("articles/<slug:slug>/", views.article, name="article"),
    path("articles/<slug:slug>/edit/", views.article_edit, name="article_edit"),
    path("articles/<slug:slug>/withdraw/", views.article_withdraw, name="article_withdraw"),
]
