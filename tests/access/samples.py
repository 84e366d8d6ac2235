"""Sample arguments for the addresses: real objects where the demo has them."""

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import models
from wagtail.models import Page

WORDS = {
    "app_label": "cms",
    "app_name": "cms",
    "content_type_app_name": "cms",
    "content_type_model_name": "newspage",
    "model_name": "newspage",
    "action": "delete",
    "action_name": "approve",
    "filter_spec": "max-100x100",
    "token": "set-password",
    "uidb64": "MQ",
    "uidb36": "1",
    "key": "unknown",
    "group": "1",
}


class Samples:
    """Give each URL argument a value; `(pattern, name, view) -> value`."""

    def __call__(self, pattern: str, name: str, view) -> object:
        model = self.model_of(view)
        if name in {"pk", "object_id"} and model is not None:
            return self.first_of(model)
        if name in {
            "page_id",
            "page_pk",
            "page_to_move_id",
            "page_view_restriction_id",
        }:
            return self.page("NewsPage")
        if name in {"parent_page_id", "destination_id"}:
            return self.page("NewsIndexPage")
        for known in (self.incident_value, self.training_value):
            value = known(pattern, name)
            if value is not None:
                return value
        return WORDS.get(name, 1)

    @staticmethod
    def model_of(view) -> type[models.Model] | None:
        if view is None:
            return None
        options = getattr(view, "view_initkwargs", {})
        return options.get("model") or getattr(
            getattr(view, "view_class", None), "model", None
        )

    @staticmethod
    def first_of(model: type[models.Model]) -> object:
        if model._meta.label == "incidents.Incident":
            return model.objects.get(tlp="RED").pk
        found = model.objects.order_by("pk").first()
        return found.pk if found else 1

    @staticmethod
    def page(name: str) -> int:
        kind = ContentType.objects.get(app_label="cms", model=name.lower())
        return Page.objects.filter(content_type=kind).order_by("pk").first().pk

    @staticmethod
    def incident_value(pattern: str, name: str) -> object:
        """Take the RED incident: most identities must not learn that it exists."""
        if name != "ref" or not apps.is_installed("incidents"):
            return None
        if "incident" not in pattern and "su-co" not in pattern:
            return None
        return apps.get_model("incidents", "Incident").objects.get(tlp="RED").ref

    @staticmethod
    def training_value(pattern: str, name: str) -> object:
        if not apps.is_installed("training"):
            return None
        training_class = apps.get_model("training", "TrainingClass").objects.order_by(
            "pk"
        )
        chosen = training_class.first()
        session = apps.get_model("training", "Session").objects.order_by("pk").first()
        enrolment = (
            apps.get_model("training", "Enrolment").objects.order_by("pk").first()
        )
        return {
            "slug": chosen.slug,
            "code": chosen.code,
            "session": session.ref,
            "ref": session.ref,
            "ticket": enrolment.ticket,
        }.get(name)


def account(name: str):
    return get_user_model().objects.get(username=name)
