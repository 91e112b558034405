from django.urls import path

from shop.catalog.views import product
from shop.stores import views

urlpatterns = [
    path("s/<slug:slug>/", views.goods, name="store"),
    path("s/<slug:slug>/knows/", views.knows, name="store_knows"),
    path("s/<slug:slug>/about/", views.about, name="store_about"),
    path("s/<slug:slug>/share/", views.share, name="store_share"),
    path("s/<slug:slug>/qr.svg", views.qr, name="store_qr"),
    # Last: it takes whatever the pages above leave (see RESERVED in shop/catalog/publishing.py).
    path("s/<slug:store>/<slug:product>/", product, name="product"),
]
