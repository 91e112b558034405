from django.urls import path

from shop.orders import desk, views

urlpatterns = [
    path("orders/", views.orders, name="orders"),
    path("orders/<ref:reference>/", views.order, name="order"),
    path("orders/<ref:reference>/ship/", views.order_ship, name="order_ship"),
    path("orders/<ref:reference>/receive/", views.order_receive, name="order_receive"),
    path("orders/<ref:reference>/cancel/", views.order_cancel, name="order_cancel"),
    path("orders/<ref:reference>/refund/", views.order_refund, name="order_refund"),
    path("purchases/<ref:reference>/orders/<ref:order>/receive/", views.purchase_receive, name="purchase_receive"),
    path("desk/orders/", desk.desk_orders, name="desk_orders"),
]
