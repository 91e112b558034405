from django.urls import path

from shop.reviews import views

OF_ORDER = "orders/<ref:reference>/reviews/<slug:product>/"

urlpatterns = [
    path(OF_ORDER, views.write, name="review_write"),
    path(f"{OF_ORDER}withdraw/", views.withdraw, name="review_withdraw"),
    path("s/<slug:slug>/reviews/", views.of_store, name="store_reviews"),
    path("s/<slug:store>/<slug:product>/reviews/", views.of_product, name="product_reviews"),
    path("desk/<slug:slug>/reviews/", views.on_desk, name="desk_reviews"),
    path("reviews/<ref:reference>/answer/", views.answer, name="review_answer"),
    path("reviews/<ref:reference>/answer/take-back/", views.unanswer, name="review_unanswer"),
]
