from django.urls import path

from shop.bag import views

urlpatterns = [
    path("bag/", views.bag, name="bag"),
    path("bag/put/", views.bag_put, name="bag_put"),
    path("bag/set/", views.bag_set, name="bag_set"),
    path("bag/undo/<ref:reference>/<int:quantity>/", views.bag_undo, name="bag_undo"),
]
