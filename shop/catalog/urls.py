from django.urls import path

from shop.catalog import views

urlpatterns = [
    path("s/<slug:store>/<slug:product>/", views.product, name="product"),
]
