from django.urls import path

from community.picks.views import changing, reading

urlpatterns = [
    path("p/<slug:username>/picks/", reading.person_picks, name="person_picks"),
    path("p/<slug:username>/picks/<slug:slug>/", reading.pick_list, name="pick_list"),
    path("p/<slug:username>/picks/<slug:slug>/share/", reading.share, name="pick_list_share"),
    path("p/<slug:username>/picks/<slug:slug>/qr.svg", reading.qr, name="pick_list_qr"),
    path("p/<slug:username>/picks/<slug:slug>/edit/", changing.edit, name="pick_list_edit"),
    path("p/<slug:username>/picks/<slug:slug>/order/", changing.order, name="pick_list_order"),
    path("p/<slug:username>/picks/<slug:slug>/delete/", changing.delete, name="pick_list_delete"),
    path("p/<slug:username>/picks/<slug:slug>/restore/", changing.restore, name="pick_list_restore"),
    path("picks/new/", changing.new, name="pick_list_new"),
    path("picks/add/", changing.add, name="pick_add"),
    path("picks/<ref:reference>/", changing.why, name="pick_edit"),
    path("picks/<ref:reference>/remove/", changing.remove, name="pick_remove"),
    path("picks/<ref:reference>/put-back/", changing.back, name="pick_put_back"),
]
