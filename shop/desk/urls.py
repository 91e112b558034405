from django.urls import path

from shop.desk import product_views, stock_views, views

PRODUCT = "desk/<slug:store>/products/<slug:product>/"

urlpatterns = [
    path("desk/", views.today, name="desk"),
    path("desk/<slug:slug>/products/", views.products, name="desk_products"),
    path("desk/<slug:slug>/products/new/", product_views.new, name="desk_product_new"),
    path(PRODUCT, product_views.edit, name="desk_product"),
    path(f"{PRODUCT}shelve/", product_views.shelve, name="desk_shelve"),
    path(f"{PRODUCT}unshelve/", product_views.unshelve, name="desk_unshelve"),
    path("desk/<slug:slug>/stock/", stock_views.stock, name="desk_stock"),
    path("desk/<slug:slug>/store/", views.store_settings, name="desk_store"),
    path("desk/<slug:slug>/pause/", views.pause, name="desk_pause"),
    path("desk/<slug:slug>/resume/", views.resume, name="desk_resume"),
]
