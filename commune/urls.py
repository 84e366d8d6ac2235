from django.urls import path

from commune import views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("lam-viec/", views.start_page, name="work_start"),
]
