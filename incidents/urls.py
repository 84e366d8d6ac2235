from django.urls import path, register_converter

from incidents import api
from incidents.field import views as field


class RefConverter:
    regex = r"SC-[0-9]{4}-[0-9]{4,8}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(RefConverter, "incident_ref")

FIELD = "lam-viec/su-co/"
ONE = f"{FIELD}<incident_ref:ref>/"

urlpatterns = [
    path(FIELD, field.index, name="incidents_field_list"),
    path(f"{FIELD}moi/", field.new, name="incidents_field_new"),
    path(ONE, field.detail, name="incidents_field_detail"),
    path(f"{ONE}da-ghi/", field.logged, name="incidents_field_logged"),
    path(f"{ONE}buoc/<slug:to>/", field.step, name="incidents_field_step"),
    path(f"{ONE}ghi-chu/", field.note, name="incidents_field_note"),
    path(
        f"{ONE}chi-bao/<int:pk>/",
        field.decide_indicator,
        name="incidents_field_indicator",
    ),
    path("api/v1/incidents", api.IncidentList.as_view(), name="incidents_api_list"),
    path(
        "api/v1/incidents/<str:ref>",
        api.IncidentDetail.as_view(),
        name="incidents_api_detail",
    ),
]
