"""GET /api/v1/incidents and /{ref}: only what the caller may read."""

import base64
from datetime import UTC, datetime

from django.db.models import Q
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from commune.access import roles
from commune.api.machines import BearerToken, scope_or_role
from commune.api.paging import limit_of
from commune.api.views import ApiView, StaffSession
from incidents.models import Incident, Indicator
from incidents.models.incident import IncidentQuerySet
from incidents.screens import incident_or_404
from incidents.visibility import note_reading, reads_whole, visible_to


class IndicatorOut(serializers.ModelSerializer):
    value = serializers.CharField(source="value_norm")
    is_ioc = serializers.BooleanField()

    class Meta:
        model = Indicator
        fields = ["type", "value", "state", "is_ioc"]


class IncidentOut(serializers.ModelSerializer):
    """One incident of a list: of a RED one neither title nor indicators."""

    title = serializers.CharField(source="shown_title")
    category = serializers.CharField(source="category.rsit")
    village = serializers.CharField(
        source="village.code", default=None, allow_null=True
    )
    indicators = IndicatorOut(many=True, source="shown_indicators")

    class Meta:
        model = Incident
        fields = [
            "ref",
            "kind",
            "title",
            "status",
            "severity",
            "tlp",
            "category",
            "reported_at",
            "acknowledged_at",
            "contained_at",
            "resolved_at",
            "closed_at",
            "village",
            "indicators",
        ]


class IncidentWhole(IncidentOut):
    title = serializers.CharField()
    indicators = IndicatorOut(many=True)


class IncidentReported(IncidentOut):
    """What a community team reads of its own report: nothing of the response."""

    title = serializers.CharField()
    UNTOLD = (
        "acknowledged_at",
        "contained_at",
        "resolved_at",
        "closed_at",
    )

    def to_representation(self, instance):
        told = super().to_representation(instance)
        return told | dict.fromkeys(self.UNTOLD) | {"indicators": []}


class IncidentPage(serializers.Serializer):
    results = IncidentOut(many=True)
    next = serializers.CharField(allow_null=True)


class IncidentApi(ApiView):
    authentication_classes = [BearerToken, StaffSession]
    permission_classes = [
        scope_or_role("incident:read", roles.RESPONDERS, roles.RESPONSE_LEADS)
    ]


def shown(user, incidents, *, whole: bool = False, many: bool = False):
    """Return incidents as `user` reads them; `whole` is one of his that he opened."""
    if not reads_whole(user):
        return IncidentReported(incidents, many=many).data
    return (IncidentWhole if whole else IncidentOut)(incidents, many=many).data


class IncidentList(IncidentApi):
    @extend_schema(
        parameters=[
            OpenApiParameter("limit", int, description="1 to 200"),
            OpenApiParameter("cursor", str, description="`next` of the page before"),
        ],
        responses=IncidentPage,
    )
    def get(self, request):
        limit = limit_of(request)
        rows = visible_to(request.user).select_related("category", "village")
        rows = _after(rows, request.query_params.get("cursor", ""))
        rows = rows.prefetch_related("indicators").order_by("-reported_at", "-pk")
        found = list(rows[: limit + 1])
        page = found[:limit]
        following = _cursor(page[-1]) if len(found) > limit else None
        return Response(
            {"results": shown(request.user, page, many=True), "next": following}
        )


class IncidentDetail(IncidentApi):
    @extend_schema(responses=IncidentWhole)
    def get(self, request, ref: str):
        incident = incident_or_404(request.user, ref=ref)
        note_reading(request.user, incident)
        return Response(shown(request.user, incident, whole=True))


def _cursor(last: Incident) -> str:
    text = f"{last.reported_at.isoformat()}|{last.pk}"
    return base64.urlsafe_b64encode(text.encode()).decode()


def _after(rows: IncidentQuerySet, cursor: str) -> IncidentQuerySet:
    if not cursor:
        return rows
    try:
        text = base64.urlsafe_b64decode(cursor.encode()).decode()
        moment, _bar, key = text.partition("|")
        reported_at, pk = datetime.fromisoformat(moment), int(key)
        reported_at.astimezone(UTC)  # as the database will; year 1 has no such hour
    except (ValueError, OverflowError):
        raise ValidationError({"cursor": [_("This cursor is not valid.")]}) from None
    if reported_at.tzinfo is None or not 0 < pk < 2**63:
        raise ValidationError({"cursor": [_("This cursor is not valid.")]})
    return rows.filter(
        Q(reported_at__lt=reported_at) | Q(reported_at=reported_at, pk__lt=pk)
    )
