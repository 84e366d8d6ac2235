from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks

from incidents.desk.viewsets import IncidentGroup


@hooks.register("register_admin_viewset")
def register_incident_viewsets():
    return IncidentGroup()


@hooks.register("insert_global_admin_css")
def desk_style():
    return format_html(
        '<link rel="stylesheet" href="{}">', static("incidents/desk.css")
    )
