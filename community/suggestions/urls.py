"""Whom to follow."""

from django.urls import path

from community.suggestions import views

urlpatterns = [
    path("whom/", views.whom_to_follow, name="whom_to_follow"),
    path("whom/dismiss/", views.dismiss, name="suggestion_dismiss"),
    path("whom/recall/", views.take_back, name="suggestion_recall"),
]
