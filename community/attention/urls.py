from django.urls import path

from community.attention import judging, views

urlpatterns = [
    path("limits/", views.limits, name="limits"),
    path("budget/", views.budget, name="budget"),
    path("budget/line/", views.line, name="budget_line"),
    path("mod/held/", judging.site_held, name="mod_held"),
    path("g/<slug:slug>/held/", judging.held, name="group_held"),
    path("held/<ref:reference>/release/", judging.let_pass, name="held_release"),
    path("held/<ref:reference>/refuse/", judging.give_back, name="held_refuse"),
]
