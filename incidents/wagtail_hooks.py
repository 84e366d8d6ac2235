from wagtail import hooks

from incidents.desk.viewsets import IncidentGroup


@hooks.register("register_admin_viewset")
def register_incident_viewsets():
    return IncidentGroup()
