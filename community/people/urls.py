"""Routes of people: profiles, my things, settings."""

from django.urls import path

from community.people.views import mine, profile

urlpatterns = [
    path("p/<slug:username>/", profile.person, name="person"),
    path("p/<slug:username>/block/", mine.person_block, name="person_block"),
    path("p/<slug:username>/unblock/", mine.person_unblock, name="person_unblock"),
    path("p/<slug:username>/mute/", mine.person_mute, name="person_mute"),
    path("p/<slug:username>/unmute/", mine.person_unmute, name="person_unmute"),
    path("me/", mine.me, name="me"),
    path("me/profile/", profile.profile_edit, name="profile_edit"),
    path("settings/", mine.settings, name="settings"),
    path("settings/time-zone/", mine.time_zone, name="time_zone"),
    path("settings/blocked/", mine.blocked, name="blocked"),
]
