"""Routes of one's own data."""

from django.urls import path

from community.privacy import views

urlpatterns = [
    path("settings/data/", views.my_data, name="my_data"),
    path("settings/data/new/", views.archive_new, name="archive_new"),
    path("settings/data/<ref:reference>.zip", views.archive, name="archive"),
    path("settings/close/", views.account_close, name="account_close"),
]
