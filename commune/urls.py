from django.urls import path

from commune import conf, views
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

if conf.keeps_accounts():
    from commune.accounts import views as own

    urlpatterns += [
        path("tai-khoan/moi/", own.choose_password, name="account_choose_password"),
        path("tai-khoan/moi/<slug:text>/", own.open_link, name="account_link"),
        path("tai-khoan/bi-khoa/", own.idle, name="account_idle"),
    ]
