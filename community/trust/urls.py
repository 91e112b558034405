"""Routes of the ledger: one's own evidence, and the objections that wait for the staff."""

from django.urls import path

from community.trust import views

urlpatterns = [
    path("me/evidence/", views.my_evidence, name="my_evidence"),
    path("me/evidence/given/", views.given, name="my_evidence_given"),
    path("me/evidence/<ref:reference>/", views.fact, name="my_fact"),
    path("mod/disputes/", views.disputes, name="mod_disputes"),
    path("mod/disputes/<ref:reference>/", views.decide, name="mod_dispute"),
]
