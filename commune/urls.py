from django.urls import path

from commune import views
from commune.work import views as work

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("lam-viec/", views.start_page, name="work_start"),
    path("lam-viec/ngon-ngu/", views.staff_language, name="staff_language"),
    path("lam-viec/tin-nhan/", work.inbox, name="work_inbox"),
    path("lam-viec/tin-nhan/<int:pk>/da-doc/", work.read, name="work_read"),
    path("lam-viec/can-bao/", work.by_hand, name="work_by_hand"),
    path("lam-viec/can-bao/<int:pk>/da-bao/", work.told, name="work_told"),
]
