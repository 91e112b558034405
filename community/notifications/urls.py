from django.urls import path

from community.notifications import settings_views, views

urlpatterns = [
    path("bell/", views.bell, name="bell"),
    path("bell/badge/", views.badge, name="bell_badge"),
    path("bell/read/", views.read_all, name="bell_read_all"),
    path("bell/<ref:reference>/", views.open_line, name="bell_open"),
    path("bell/<ref:reference>/read/", views.read, name="bell_read"),
    path("bell/kinds/<slug:kind>/off/", views.turn_off, name="bell_kind_off"),
    path("bell/kinds/<slug:kind>/on/", views.turn_on, name="bell_kind_on"),
    path("bell/off/<str:token>/", views.off, name="bell_off"),
    path("settings/notifications/", settings_views.notifications, name="settings_notifications"),
    path("settings/notifications/pause/", settings_views.pause_all, name="notifications_pause"),
    path("settings/notifications/resume/", settings_views.resume_all, name="notifications_resume"),
    path("settings/quiet/", settings_views.rhythm, name="settings_rhythm"),
    path("settings/sources/", settings_views.sources, name="settings_sources"),
]
