"""The values of a quick report from the record of one incident."""

from functools import cache
from pathlib import Path

import yaml
from django.conf import settings
from django.utils import timezone, translation

from commune.papers import office
from commune.papers.description import Paper
from commune.people import name_of
from commune.vietnamese import format_datetime, format_phone, mask_identity_numbers
from incidents import national
from incidents.indicators.defang import defang
from incidents.models import (
    EntryKind,
    EntryVisibility,
    Incident,
    IndicatorState,
    IndicatorType,
    Status,
)
from incidents.models.indicator import IndicatorRole
from incidents.reports import quick_report
from incidents.reports.quick_report import QuickReport

FILE = Path(__file__).resolve().parents[1] / "data" / "quick_report.yaml"
MOST_MEASURES = 20
SYMBOL = "BC-UBND"


def quick_paper(incident: Incident) -> Paper:
    """Return the draft report of an incident; the caller has asked `visibility`.

    Neither who reported nor lines meant for the leads alone are in it, for the paper
    leaves the house. It bears the incident's TLP.
    """
    with translation.override(settings.LANGUAGE_CODE):
        return quick_report.paper(
            _values(incident),
            head=office.head(
                symbol=SYMBOL, year=timezone.localdate(timezone.now()).year
            ),
            authority=office.authority(),
            to=_recipients(incident),
        )


def _values(incident: Incident) -> QuickReport:
    return QuickReport(
        ref=incident.ref,
        tlp=incident.tlp,
        kinds=_kinds(incident),
        contact=_contact(incident),
        detected_at=format_datetime(incident.detected_at),
        occurred_at=_moment(incident.occurred_at),
        category=_category(incident),
        channel=str(incident.get_channel_display()),
        summary=_clean(incident.summary),
        severity=_severity(incident),
        disruption=(
            "Có dấu hiệu." if incident.serious_disruption else "Không có dấu hiệu."
        ),
        cause=str(incident.get_root_cause_display()) if incident.root_cause else "",
        scope=_scope(incident),
        personal_data=_personal_data(incident),
        measures=_measures(incident),
        indicators=_indicators(incident),
        support=(
            "Vượt khả năng xử lý của đơn vị, đề nghị hỗ trợ."
            if incident.exceeds_capacity
            else ""
        ),
        next_report=_next_report(incident),
    )


def _category(incident: Incident) -> str:
    day = timezone.localdate(incident.detected_at)
    group = national.group_of(incident.category, on=day)
    return f"{incident.category.label} ({group})" if group else incident.category.label


def _severity(incident: Incident) -> str:
    level = national.level_of(
        incident.severity, on=timezone.localdate(incident.detected_at)
    )
    own = str(incident.get_severity_display())
    return f"{own} (tương ứng {level})." if level else f"{own}."


@cache
def _kind_rows() -> list[dict]:
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))["kinds"]


def _kinds(incident: Incident) -> tuple[tuple[str, bool], ...]:
    """Return the kinds of report, the one ticked that is due next."""
    due = "final"
    if incident.status not in {Status.CLOSED, Status.RESOLVED}:
        codes = {row["code"] for row in _kind_rows()}
        clocks = incident.deadlines.open().filter(code__in=codes)
        first = clocks.order_by("due_at", "pk").first()
        at_once = clocks.filter(due_at=None).first()
        clock = at_once or first
        due = clock.code if clock else "update"
    return tuple((row["label"], row["code"] == due) for row in _kind_rows())


def _recipients(incident: Incident) -> tuple[str, ...]:
    """Return the offices that the open clocks of the law name, each once."""
    clocks = incident.deadlines.open().exclude(rule=None).select_related("rule")
    names = [clock.rule.recipient for clock in clocks if clock.rule.recipient]
    return tuple(dict.fromkeys(names))


def _contact(incident: Incident) -> str:
    if incident.lead is None:
        return "người liên hệ: ………………………"
    return f"người liên hệ: {name_of(incident.lead)}"


def _scope(incident: Incident) -> tuple[str, ...]:
    lines = []
    if incident.affected_people is not None:
        lines.append(f"Số người bị ảnh hưởng: {incident.affected_people}.")
    if incident.village:
        lines.append(f"Địa bàn: {incident.village.name}.")
    return tuple(lines)


def _personal_data(incident: Incident) -> str:
    text = str(incident.get_personal_data_display())
    if incident.personal_data_kinds:
        text += f": {_clean(incident.personal_data_kinds)}"
    if incident.data_subjects:
        text += f" ({incident.data_subjects} người)"
    return f"{text}."


def _measures(incident: Incident) -> tuple[str, ...]:
    """Return the latest measures in the order of time, and how many came before."""
    entries = incident.timeline.filter(
        kind=EntryKind.ACTION,
        corrected_by=None,
        visibility__in=[EntryVisibility.TEAM, EntryVisibility.REPORTER],
    ).order_by("-happened_at", "-pk")
    lines = [
        f"{format_datetime(entry.happened_at)}: {_clean(entry.text)}"
        for entry in reversed(entries[:MOST_MEASURES])
    ]
    if earlier := entries.count() - len(lines):
        lines.insert(0, f"Trước đó còn {earlier} biện pháp, ghi trong hồ sơ sự cố.")
    if incident.resolution:
        lines.append(_clean(incident.resolution))
    return tuple(lines)


def _indicators(incident: Incident) -> tuple[tuple[str, str], ...]:
    """Return the attacker's traces that a person has confirmed, made harmless."""
    rows = incident.indicators.filter(
        state=IndicatorState.CONFIRMED, role=IndicatorRole.ATTACKER
    )
    return tuple((str(row.get_type_display()), _harmless(row)) for row in rows)


def _harmless(row) -> str:
    if row.type == IndicatorType.PHONE:
        return format_phone(row.value_norm)
    return defang(row.type, row.value_norm)


def _next_report(incident: Incident) -> str:
    clock = incident.deadlines.open().exclude(due_at=None).exclude(rule=None).first()
    if clock is None:
        return ""
    return f"Thời điểm báo cáo tiếp: trước {format_datetime(clock.due_at)}."


def _moment(moment) -> str:
    return format_datetime(moment) if moment else ""


def _clean(text: str) -> str:
    return mask_identity_numbers(text.strip())[0]
