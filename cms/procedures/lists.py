"""The list of procedures with its filters; works without scripts."""

from django.db.models import QuerySet
from django.http import QueryDict

from cms.pages.lists import page_of
from cms.pages.openness import shown
from commune.vietnamese import fold

PAGE_SIZE = 20


def list_context(index, request) -> dict:
    """Return the procedures in force that fit the filters of the address."""
    from cms.pages.procedures import Audience, OnlineLevel, ProcedurePage

    in_force = _in_force(ProcedurePage.objects.child_of(index))
    fields = _fields(in_force)
    chosen = _chosen(request, fields)
    fitting = _filtered(in_force, chosen).defer("steps", "documents", "fees")
    return {
        "procedures": page_of(
            fitting.order_by("field", "name"), request, size=PAGE_SIZE
        ),
        "fields": fields,
        "levels": OnlineLevel.choices,
        "audiences": [c for c in Audience.choices if c[0] != Audience.BOTH],
        "chosen": chosen,
        "is_filtered": any(chosen.values()),
        "filter_query": _encoded(chosen),
    }


def fitting_procedures(request) -> tuple[QuerySet, dict[str, str]]:
    """Return all procedures in force that fit the address, and the filters."""
    from cms.pages.procedures import ProcedurePage

    in_force = _in_force(ProcedurePage.objects.all())
    chosen = _chosen(request, _fields(in_force))
    return _filtered(in_force, chosen).order_by("field", "name"), chosen


def _in_force(procedures) -> QuerySet:
    from cms.pages.procedures import Force

    return shown(procedures).filter(force=Force.IN_FORCE)


def _fields(procedures) -> list[str]:
    names = procedures.order_by().values_list("field", flat=True).distinct()
    return sorted(names, key=fold)


def _chosen(request, fields: list[str]) -> dict[str, str]:
    from cms.pages.procedures import Audience, OnlineLevel

    return {
        "field": _one_of(request.GET.get("field"), fields),
        "level": _one_of(request.GET.get("level"), OnlineLevel.values),
        "audience": _one_of(request.GET.get("audience"), Audience.values),
    }


def _filtered(procedures, chosen: dict[str, str]):
    from cms.pages.procedures import Audience

    if chosen["field"]:
        procedures = procedures.filter(field=chosen["field"])
    if chosen["level"]:
        procedures = procedures.filter(level=chosen["level"])
    if chosen["audience"]:
        procedures = procedures.filter(audience__in=[chosen["audience"], Audience.BOTH])
    return procedures


def _one_of(value: str | None, allowed: list[str]) -> str:
    return value if value in allowed else ""


def _encoded(chosen: dict[str, str]) -> str:
    query = QueryDict(mutable=True)
    query.update({name: value for name, value in chosen.items() if value})
    return query.urlencode()
