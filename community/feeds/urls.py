from django.urls import path

from community.feeds import views

urlpatterns = [
    path("", views.home, name="home"),
    path("new/", views.new_posts, name="new_posts"),
]
