from django.urls import path

from community.shelves import views

urlpatterns = [
    path("vouch/", views.vouch, name="vouch"),
    path("g/<slug:slug>/shelf/", views.shelf, name="group_shelf"),
    path("g/<slug:slug>/shelf/<ref:reference>/vouch/", views.vouch_for, name="shelf_vouch"),
    path("g/<slug:slug>/shelf/<ref:reference>/withdraw/", views.withdraw, name="shelf_withdraw"),
    path("g/<slug:slug>/shelf/<ref:reference>/take-down/", views.take_down, name="shelf_take_down"),
    path("g/<slug:slug>/shelf/<ref:reference>/put-back/", views.put_back, name="shelf_put_back"),
]
