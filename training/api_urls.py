from django.urls import path

from commune.replica import may_lag
from training import api

app_name = "training_api"
urlpatterns = [
    path("villages", may_lag(api.VillageList.as_view()), name="villages"),
    path("target-groups", may_lag(api.TargetGroupList.as_view()), name="target_groups"),
    path("classes", may_lag(api.ClassList.as_view()), name="classes"),
    path(
        "classes/<str:code>/sessions",
        may_lag(api.SessionList.as_view()),
        name="sessions",
    ),
    path(
        "classes/<str:code>/enrolments",
        api.EnrolmentCreate.as_view(),
        name="enrolments",
    ),
    path("sessions/<str:ref>/roster", api.Roster.as_view(), name="roster"),
    path(
        "attendance/batches",
        api.AttendanceBatch.as_view(),
        name="attendance_batches",
    ),
]
