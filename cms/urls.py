from django.urls import path, re_path

from cms import serve
from cms.search import views as search
from cms.villages import views as villages
from cms.warnings import views as warnings

app_name = "cms"

urlpatterns = [
    path("tim-kiem/", search.search, name="search"),
    path("to-cong-nghe-so/<slug:code>/", villages.village, name="village"),
    path("lam-viec/canh-bao/", warnings.index, name="warning_work"),
    path("lam-viec/canh-bao/moi/", warnings.new, name="warning_new"),
    path("lam-viec/canh-bao/<int:page_id>/", warnings.result, name="warning_result"),
    re_path(r"^((?:[\w\-]+/)*)$", serve.page, name="page"),
]
