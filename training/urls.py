from django.urls import include, path

from commune.replica import may_lag
from training.field import enrolment as field_enrolment
from training.field import marking
from training.public import catalogue, enrolment

pages = [
    path("lop-hoc/", may_lag(catalogue.class_list), name="class_list"),
    path("lop-hoc/lich.ics", may_lag(catalogue.feed), name="feed"),
    path("lop-hoc/tra-cuu/", enrolment.find, name="find"),
    path("lop-hoc/phieu/<str:ticket>/", enrolment.ticket, name="ticket"),
    path(
        "lop-hoc/phieu/<str:ticket>/lich.ics",
        enrolment.ticket_calendar,
        name="ticket_calendar",
    ),
    path("lop-hoc/<slug:slug>/", catalogue.class_detail, name="class_detail"),
    path("lop-hoc/<slug:slug>/dang-ky/", enrolment.enrol, name="enrol"),
    path("lam-viec/lop-hoc/", marking.today, name="today"),
    path(
        "lam-viec/lop-hoc/dang-ky-ho/",
        field_enrolment.enrol_neighbour,
        name="enrol_neighbour",
    ),
    path(
        "lam-viec/diem-danh/<str:session>/",
        marking.session_marking,
        name="session_marking",
    ),
    path(
        "lam-viec/diem-danh/<str:session>/<slug:kind>.<slug:form>",
        marking.sheet,
        name="session_sheet",
    ),
]

urlpatterns = [
    path("", include((pages, "training"))),
    path("api/v1/", include("training.api_urls")),
]
