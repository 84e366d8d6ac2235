"""Light pages for a phone: log, list, one incident, its next step."""

import uuid
from functools import wraps

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from commune.access import roles
from commune.access.idempotency import BACK_BUTTON, KeyReused
from commune.access.teams import team_of
from incidents import repeats, screens, search, timeline
from incidents.forms.quick import NoteForm, QuickLogForm
from incidents.indicators import book as indicator_book
from incidents.intake.log import IntakeError, Report, log
from incidents.models import Incident, Indicator, IndicatorState, ReporterType
from incidents.visibility import note_reading, reads_whole, visible_to

LOGGERS = (roles.RESPONDERS, roles.RESPONSE_LEADS, roles.COMMUNITY_TEAMS)
PAGE_SIZE = 25
TIMELINE_LINES = 30


def staff_page(view):
    """Let in who may log incidents; the page is never stored."""

    @never_cache
    @wraps(view)
    @roles.role_required(*LOGGERS)
    def guarded(request, *args, **kwargs):
        if answer := repeats.first_answer(request):
            return _back(request, **answer)
        try:
            return view(request, *args, **kwargs)
        except Incident.DoesNotExist:
            # A colleague's step took it out of sight since it was found.
            raise Http404 from None

    return guarded


@staff_page
def new(request):
    """Log an incident from one text box; a repeat of the post records nothing new."""
    if request.method != "POST":
        form = QuickLogForm(initial={"key": uuid.uuid4().hex})
        return render(request, "incidents/field/new.html", {"form": form})
    form = QuickLogForm(request.POST)
    logged = _logged(form, request.user) if form.is_valid() else None
    if logged is None:
        return render(request, "incidents/field/new.html", {"form": form}, status=422)
    if logged.is_repeat:
        messages.info(request, _("These words are recorded already, as this incident."))
    elif logged.masked_count:
        messages.warning(request, _("Identity-card numbers in the text were masked."))
    return redirect("incidents_field_logged", ref=logged.ref)


def _logged(form: QuickLogForm, user):
    """Return what was logged; None with an error in the form when it was refused."""
    try:
        return log(
            _report(form.cleaned_data["text"], user),
            actor=user,
            key=form.cleaned_data["key"],
            same_words_within=BACK_BUTTON,
        )
    except IntakeError as error:
        form.add_error(error.field, str(error))
    except KeyReused:
        # The text was changed after the first sending: a fresh key records it anew.
        form.renew_key()
        form.add_error(
            None, _("The text before was recorded already. Send again to record this.")
        )
    return None


def _report(text: str, user) -> Report:
    if not roles.has_role(user, roles.COMMUNITY_TEAMS):
        return Report(text=text)
    team = team_of(user)
    return Report(
        text=text,
        village=team.village if team else None,
        reporter_type=ReporterType.COMMUNITY_TEAM,
        reporter_name=team.name if team else "",
    )


@staff_page
@require_safe
def logged(request, ref: str):
    """Say what was recorded and what was guessed."""
    incident = screens.incident_or_404(request.user, ref=ref)
    note_reading(request.user, incident)
    context = {
        "incident": incident,
        "indicators": incident.indicators.all(),
        "reads_whole": reads_whole(request.user),
        "may_triage": any(
            state == "triaged"
            for state, _label in screens.next_steps(incident, request.user)
        ),
    }
    return render(request, "incidents/field/logged.html", context)


@staff_page
@require_safe
def index(request):
    """List what the user may read: open ones first of all, gravest on top."""
    rows = visible_to(request.user).select_related("category", "village")
    query = request.GET.get("q", "")
    shown = request.GET.get("xem", "mo")
    if request.GET.get("tre-han") or shown == "tre-han":
        shown, rows = "tre-han", rows.overdue(at=timezone.now())
    elif shown != "tat-ca" and not query.strip():
        shown, rows = "mo", rows.open()
    else:
        shown = "tat-ca"
    rows = search.matching(rows, query)
    if shown == "tat-ca":
        rows = rows.order_by("-reported_at", "-pk")
    else:
        rows = rows.order_by("severity", "-score", "-reported_at", "-pk")
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    parameters = request.GET.copy()
    parameters.pop("page", None)
    context = {
        "page": page,
        "query": query,
        "shown": shown,
        "parameters": parameters.urlencode(),
    }
    return render(request, "incidents/field/index.html", context)


@staff_page
@require_safe
def detail(request, ref: str):
    """Show one incident; a community team sees what it reported and how it stands."""
    incident = screens.incident_or_404(request.user, ref=ref)
    if not reads_whole(request.user):
        context = {
            "incident": incident,
            "page": _lines(request, incident),
        }
        return render(request, "incidents/field/reported.html", context)
    note_reading(request.user, incident)
    context = {
        "incident": incident,
        "steps": screens.next_steps(incident, request.user),
        "deadlines": incident.deadlines.select_related("rule"),
        "indicators": incident.indicators.all(),
        "helpers": incident.helpers.all(),
        "page": _lines(request, incident),
    }
    return render(request, "incidents/field/detail.html", context)


@staff_page
def step(request, ref: str, to: str):
    """Ask for what a step needs and take it."""
    incident = screens.whole_incident_or_404(request.user, ref=ref)
    if request.method != "POST" and (
        closed := screens.closed_step_text(incident, to, request.user)
    ):
        messages.warning(request, closed)
        return _back(request, incident.pk, incident.ref)
    form = screens.step_form(
        incident,
        to,
        actor=request.user,
        data=request.POST if request.method == "POST" else None,
    )
    if form.is_bound and screens.take_step(form, request):
        messages.success(request, _("Saved: %(ref)s.") % {"ref": incident.ref})
        return _back(request, incident.pk, incident.ref)
    label = dict(screens.next_steps(incident, request.user)).get(to)
    context = {
        "form": form,
        "incident": incident,
        "title": label or form.to.label,
        "page_key": uuid.uuid4().hex,
    }
    status = 422 if form.is_bound else 200
    return render(request, "incidents/field/action.html", context, status=status)


@staff_page
def note(request, ref: str):
    """Add a line to the timeline."""
    incident = screens.whole_incident_or_404(request.user, ref=ref)
    form = NoteForm(request.POST or None, initial={"key": uuid.uuid4().hex})
    if form.is_bound and form.is_valid():
        try:
            screens.add_note(form, incident, actor=request.user)
        except KeyReused:
            form.refuse_used_key()
        else:
            return _back(request, incident.pk, incident.ref)
    context = {"form": form, "incident": incident, "title": _("Add a note")}
    status = 422 if form.is_bound else 200
    return render(request, "incidents/field/action.html", context, status=status)


@staff_page
@require_POST
def decide_indicator(request, ref: str, pk: int):
    """Confirm or reject a suggested indicator."""
    incident = screens.whole_incident_or_404(request.user, ref=ref)
    state = request.POST.get("state")
    if state not in {IndicatorState.CONFIRMED, IndicatorState.REJECTED}:
        raise Http404
    if not Indicator.objects.filter(pk=pk, incident=incident).exists():
        raise Http404
    indicator_book.decide(pk, state, actor=request.user)
    return _back(request, incident.pk, incident.ref)


def _lines(request, incident):
    """Return the page of the timeline that was asked for, newest first."""
    entries = timeline.readable_by(request.user, incident)
    return Paginator(entries, TIMELINE_LINES).get_page(request.GET.get("page"))


def _back(request, pk: int, ref: str):
    """Go to the incident, or to the list when it is out of one's sight by now."""
    if visible_to(request.user).filter(pk=pk).exists():
        return redirect("incidents_field_detail", ref=ref)
    return redirect("incidents_field_list")
