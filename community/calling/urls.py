from django.urls import path

from community.calling import views

urlpatterns = [
    path("answer/", views.answers, name="answers"),
    path("answer/record/", views.record, name="answer_record"),
    path("answer/duty/<slug:slug>/", views.duty_of, name="duty"),
    path("answer/duty/<slug:slug>/off/", views.go_off, name="duty_off"),
    path("answer/duty/<slug:slug>/on/", views.come_back, name="duty_on"),
    path("answer/<ref:reference>/decline/", views.decline, name="call_decline"),
    path("answer/<ref:reference>/take-up/", views.take_up, name="call_take_up"),
]
