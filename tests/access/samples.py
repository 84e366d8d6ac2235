"""Sample arguments for the addresses: real objects where the demo has them."""

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import models
from wagtail.models import Page, Task, Workflow

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
    "kind": "ky-nhan",
    "form": "pdf",
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
            return self.page("WarningPage" if "canh-bao" in pattern else "NewsPage")
        if name in {"parent_page_id", "destination_id"}:
            return self.page("NewsIndexPage")
        for known in (
            self.account_value,
            self.workflow_value,
            self.incident_value,
            self.training_value,
        ):
            value = known(pattern, name)
            if value is not None:
                return value
        return WORDS.get(name, 1)

    @staticmethod
    def model_of(view) -> type[models.Model] | None:
        options = getattr(view, "view_initkwargs", {})
        model = options.get("model") or getattr(
            getattr(view, "view_class", None), "model", None
        )
        return model if isinstance(model, type) else None

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
    def account_value(pattern: str, name: str) -> object:
        """Take an account that none of the identities is on its own pages."""
        if "tai-khoan/" not in pattern or name != "pk":
            return None
        accounts = get_user_model().objects
        nobody = accounts.filter(username="nobody")
        return (nobody.first() or accounts.get(username="lanhdao")).pk

    @classmethod
    def workflow_value(cls, pattern: str, name: str) -> object:
        """Take the first workflow and the first task that the site has."""
        if name == "task_id" or (name == "pk" and "workflows/task" in pattern):
            return cls.first_of(Task)
        if name == "pk" and "workflows/" in pattern:
            return cls.first_of(Workflow)
        return None

    @staticmethod
    def incident_value(pattern: str, name: str) -> object:
        """Take the RED incident: most identities must not learn that it exists."""
        if "incident" not in pattern and "su-co" not in pattern:
            return None
        secret = apps.get_model("incidents", "Incident").objects.get(tlp="RED")
        if name == "ref":
            return secret.ref
        if name == "entry":
            lines = apps.get_model("incidents", "TimelineEntry").objects
            return lines.filter(incident=secret, kind="action").first().pk
        if name in {"deadline", "indicator"}:
            part = apps.get_model("incidents", name).objects
            found = part.filter(incident=secret).order_by("pk").first()
            return found.pk if found else 1
        return {"pk": secret.pk, "to": "closed"}.get(name)

    @staticmethod
    def training_value(pattern: str, name: str) -> object:
        """Take the first class, its first session and its first enrolment."""
        lop = apps.get_model("training", "TrainingClass").objects.order_by("pk").first()
        session = lop.sessions.order_by("pk").first()
        enrolment = lop.enrolments.order_by("pk").first()
        return {
            "slug": lop.slug,
            "code": lop.code,
            "session": session.ref,
            "ref": session.ref,
            "ticket": enrolment.ticket,
            "enrolment": enrolment.pk,
            "state": "open",
            "format": "xlsx",
        }.get(name)
