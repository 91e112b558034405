from django.urls import path

from community.feeds import views

urlpatterns = [
    path("", views.home, name="home"),
    path("new/", views.new_posts, name="new_posts"),
    path("missed/", views.what_was_missed, name="missed"),
    path("t/<str:slug>/", views.tag, name="tag"),
    path("near/posts/", views.near_posts, name="near_posts"),
]
