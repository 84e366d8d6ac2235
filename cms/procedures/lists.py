"""The list of procedures with its filters; works without scripts."""

from django.http import QueryDict

from cms.pages.lists import page_of
from cms.pages.openness import shown
from commune.vietnamese import fold

PAGE_SIZE = 20


def list_context(index, request) -> dict:
    """Return the procedures in force that fit the filters of the address."""
    from cms.pages.procedures import Audience, Force, OnlineLevel, ProcedurePage

    in_force = shown(ProcedurePage.objects.child_of(index)).filter(force=Force.IN_FORCE)
    fields = sorted(
        in_force.order_by().values_list("field", flat=True).distinct(), key=fold
    )
    chosen = {
        "field": _one_of(request.GET.get("field"), fields),
        "level": _one_of(request.GET.get("level"), OnlineLevel.values),
        "audience": _one_of(request.GET.get("audience"), Audience.values),
    }
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
