from django.urls import path

from shop.sandbox import views

urlpatterns = [path("pay/sandbox/<ref:reference>/", views.sandbox_pay, name="sandbox_pay")]
