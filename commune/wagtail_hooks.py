from wagtail import hooks

from commune.desk.viewsets import GroundGroup


@hooks.register("register_admin_viewset")
def register_ground_viewsets():
    return GroundGroup()
