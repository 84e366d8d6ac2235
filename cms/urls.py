from django.urls import path, re_path

from cms import serve
from cms.search import views as search
from cms.villages import views as villages

app_name = "cms"

urlpatterns = [
    path("tim-kiem/", search.search, name="search"),
    path("to-cong-nghe-so/<slug:code>/", villages.village, name="village"),
    re_path(r"^((?:[\w\-]+/)*)$", serve.page, name="page"),
]
