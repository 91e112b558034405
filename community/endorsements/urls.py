"""Routes of endorsements."""

from django.urls import path

from community.endorsements import views

urlpatterns = [
    path("p/<slug:username>/endorsements/", views.person_endorsements, name="person_endorsements"),
    path("p/<slug:username>/endorse/", views.endorse, name="endorse"),
    path("me/endorsements/", views.mine, name="my_endorsements"),
    path("endorsements/<ref:reference>/withdraw/", views.withdraw, name="endorsement_withdraw"),
    path("endorsements/<ref:reference>/reinstate/", views.reinstate, name="endorsement_reinstate"),
]
