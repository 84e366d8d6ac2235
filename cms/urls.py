from django.urls import path, re_path

from cms import feeds, machines, serve
from cms.channels import views as posters
from cms.procedures import downloads
from cms.search import views as search
from cms.villages import views as villages
from cms.warnings import views as warnings
from commune.replica import may_lag

app_name = "cms"

urlpatterns = [
    path("tim-kiem/", may_lag(search.search), name="search"),
    path("to-cong-nghe-so/<slug:code>/", villages.village, name="village"),
    path("tin-tuc/rss/", feeds.NewsFeed(), name="news_feed"),
    path("canh-bao/rss/", feeds.WarningFeed(), name="warning_feed"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("robots.txt", machines.robots, name="robots"),
    path(".well-known/security.txt", machines.security, name="security_txt"),
    path("lam-viec/canh-bao/", warnings.index, name="warning_work"),
    path("lam-viec/canh-bao/moi/", warnings.new, name="warning_new"),
    path("lam-viec/canh-bao/<int:page_id>/", warnings.result, name="warning_result"),
    path(
        "lam-viec/canh-bao/<int:page_id>/to-dan.<slug:form>",
        posters.poster,
        name="warning_poster",
    ),
    path("thu-tuc/danh-sach.<slug:form>", downloads.procedures, name="procedure_paper"),
    re_path(r"^((?:[\w\-]+/)*)$", serve.page, name="page"),
]
