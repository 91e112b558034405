from django.urls import path

from community.groupbuys import views

urlpatterns = [
    path("offers/<ref:reference>/together/", views.begin, name="group_buy_begin"),
    path("together/<ref:reference>/", views.show, name="group_buy"),
    path("together/<ref:reference>/join/", views.join, name="group_buy_join"),
    path("together/<ref:reference>/leave/", views.leave, name="group_buy_leave"),
    path("together/<ref:reference>/close/", views.close, name="group_buy_close"),
    path("together/<ref:reference>/call-off/", views.call_off, name="group_buy_call_off"),
]
