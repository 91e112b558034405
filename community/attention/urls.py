from django.urls import path

from community.attention import views

urlpatterns = [
    path("limits/", views.limits, name="limits"),
    path("budget/", views.budget, name="budget"),
    path("budget/line/", views.line, name="budget_line"),
]
