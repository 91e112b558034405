"""Routes of the course."""

from django.urls import path

from content.lessons import views

urlpatterns = [
    path("learn/", views.learn, name="learn"),
    path("learn/<slug:slug>/", views.lesson, name="lesson"),
]
