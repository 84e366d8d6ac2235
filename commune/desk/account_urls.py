from django.urls import path

from commune.desk import account_pages as pages
from commune.desk import account_review as review
from commune.desk.login_log import LoginLogView

urlpatterns = [
    path("tai-khoan/nhat-ky/", LoginLogView.as_view(), name="commune_login_log"),
    path("tai-khoan/ra-soat/", review.ReviewView.as_view(), name="commune_review"),
    path(
        "tai-khoan/ra-soat/danh-sach.<slug:format>",
        review.ReviewExportView.as_view(),
        name="commune_review_export",
    ),
    path("tai-khoan/<int:pk>/", pages.AccountView.as_view(), name="commune_account"),
    path(
        "tai-khoan/<int:pk>/duong-dan/",
        pages.LinkView.as_view(),
        name="commune_account_link",
    ),
    path(
        "tai-khoan/<int:pk>/tat/",
        pages.SwitchOffView.as_view(),
        name="commune_account_off",
    ),
    path(
        "tai-khoan/<int:pk>/bat/",
        pages.SwitchOnView.as_view(),
        name="commune_account_on",
    ),
    path(
        "tai-khoan/<int:pk>/mo-khoa/",
        pages.UnlockView.as_view(),
        name="commune_account_unlock",
    ),
    path(
        "tai-khoan/<int:pk>/ket-thuc-phien/",
        pages.EndSessionsView.as_view(),
        name="commune_account_end_sessions",
    ),
    path(
        "tai-khoan/<int:pk>/dat-lai-lop-hai/",
        pages.AskResetView.as_view(),
        name="commune_account_ask_reset",
    ),
    path(
        "tai-khoan/dat-lai-lop-hai/<int:reset>/xac-nhan/",
        pages.ConfirmResetView.as_view(),
        name="commune_confirm_reset",
    ),
    path(
        "tai-khoan/dat-lai-lop-hai/<int:reset>/rut/",
        pages.WithdrawResetView.as_view(),
        name="commune_withdraw_reset",
    ),
]
