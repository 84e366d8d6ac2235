from django.urls import path

from commune import views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("lam-viec/", views.start_page, name="work_start"),
    path("lam-viec/ngon-ngu/", views.staff_language, name="staff_language"),
]
