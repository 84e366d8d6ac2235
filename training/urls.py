from django.urls import path

from training.public import catalogue, enrolment

app_name = "training"
urlpatterns = [
    path("lop-hoc/", catalogue.class_list, name="class_list"),
    path("lop-hoc/lich.ics", catalogue.feed, name="feed"),
    path("lop-hoc/tra-cuu/", enrolment.find, name="find"),
    path("lop-hoc/phieu/<str:ticket>/", enrolment.ticket, name="ticket"),
    path(
        "lop-hoc/phieu/<str:ticket>/lich.ics",
        enrolment.ticket_calendar,
        name="ticket_calendar",
    ),
    path("lop-hoc/<slug:slug>/", catalogue.class_detail, name="class_detail"),
    path("lop-hoc/<slug:slug>/dang-ky/", enrolment.enrol, name="enrol"),
]
