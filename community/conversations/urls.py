from django.urls import path

from community.conversations import views

urlpatterns = [
    path("messages/", views.messages, name="messages"),
    path("orders/<ref:reference>/thread/", views.order_thread, name="order_thread"),
    path("orders/<ref:reference>/thread/read/", views.order_thread_read, name="order_thread_read"),
    path("answer/<ref:reference>/thread/", views.hail_thread, name="hail_thread"),
    path("answer/<ref:reference>/thread/read/", views.hail_thread_read, name="hail_thread_read"),
    path("purchases/<ref:reference>/orders/<ref:order>/thread/", views.purchase_thread, name="purchase_thread"),
    path(
        "purchases/<ref:reference>/orders/<ref:order>/thread/read/",
        views.purchase_thread_read,
        name="purchase_thread_read",
    ),
    path(
        "purchases/<ref:reference>/orders/<ref:order>/messages/<ref:message>/report/",
        views.purchase_report,
        name="purchase_report",
    ),
    path(
        "purchases/<ref:reference>/orders/<ref:order>/photos/<ref:picture>/",
        views.purchase_photo,
        name="purchase_photo",
    ),
]
