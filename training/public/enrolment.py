"""Enrol without an account; see, cancel and find one's own enrolment."""

from django.db import IntegrityError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from commune.access import throttle
from commune.access.client import client_address
from commune.access.forms import anonymous_form
from commune.access.idempotency import KeyReused
from training import intake, seats
from training.codes import TICKET_LENGTH, read_code
from training.models import Enrolment, SessionState, Status, TrainingClass
from training.public.catalogue import calendar_response, public_class
from training.public.forms import EnrolForm, FindForm
from training.seats import Kind, SeatRefused

LOOKUPS_A_MINUTE = 10
MINUTE = 60
# Three digits are 1,000 guesses, and addresses are many: a reference stands 20 a day.
TRIES_OF_A_REFERENCE = ((5, 15 * MINUTE), (20, 24 * 60 * MINUTE))


@anonymous_form
@require_http_methods(["GET", "HEAD", "POST"])
def enrol(request, slug):
    training_class = public_class(slug)
    if request.method != "POST":
        return _show_form(request, training_class, EnrolForm())
    form = EnrolForm(request.POST)
    if not form.is_valid():
        return _show_form(request, training_class, form, status=422)
    return _enrol(request, training_class, form)


def _enrol(request, training_class: TrainingClass, form: EnrolForm) -> HttpResponse:
    application = form.application(is_namesake=form.cleaned_data["namesake"])
    try:
        intake.check_limits(client_address(request), application)
        outcome = intake.enrol(
            training_class,
            application,
            agrees_to_contact=form.cleaned_data.get("consent_contact", False),
            key=str(form.cleaned_data["request_key"] or ""),
        )
    except intake.Throttled as error:
        return _wait(request, training_class, form, error.seconds)
    except KeyReused:
        form.renew_key()
        return _show_form(request, training_class, form, status=422, is_stale=True)
    except IntegrityError:  # the database's last word; the locks of seats.py come first
        return _wait(request, training_class, form, 5, status=503)
    except SeatRefused as refused:
        form.refuse(refused.code)
        training_class = public_class(training_class.slug)  # as it stands by now
        return _show_form(request, training_class, form, status=409)
    if outcome.kind == Kind.SAME_PERSON:
        form.renew_key()
        return _show_form(request, training_class, form, known=outcome)
    return redirect(outcome.enrolment)


def _show_form(request, training_class, form, *, status=200, **context) -> HttpResponse:
    now = timezone.now()
    context |= {
        "class": training_class,
        "form": form,
        "is_open": training_class.is_enrolment_open(at=now),
        "takes_enrolments": training_class.takes_enrolments(at=now),
    }
    return render(request, "training/enrol.html", context, status=status)


def _wait(request, training_class, form, seconds: int, *, status=429) -> HttpResponse:
    response = _show_form(
        request, training_class, form, status=status, wait_seconds=seconds
    )
    response["Retry-After"] = str(seconds)
    return response


@anonymous_form
@require_http_methods(["GET", "HEAD", "POST"])
def ticket(request, ticket):
    """Show an enrolment to whoever holds its ticket; POST `action=cancel` ends it."""
    enrolment = _by_ticket(request, ticket)
    if enrolment is None:
        return _too_many(request)
    refusal = ""
    if request.method == "POST":
        if request.POST.get("action") != "cancel":
            return redirect(enrolment)
        try:
            seats.release(enrolment.pk)
        except SeatRefused as refused:
            refusal = refused.code
        else:
            return redirect(enrolment)
    return _private(_show_ticket(request, enrolment, refusal))


def _show_ticket(request, enrolment: Enrolment, refusal: str) -> HttpResponse:
    sessions = enrolment.training_class.sessions.select_related("room__venue")
    context = {
        "enrolment": enrolment,
        "class": enrolment.training_class,
        "position": enrolment.position(),
        "sessions": sessions,
        "may_cancel": enrolment.may_cancel(at=timezone.now()),
        "is_asking": "huy" in request.GET,
        "refusal": refusal,
        "Status": {status.name: status.value for status in Status},
    }
    return render(
        request, "training/ticket.html", context, status=409 if refusal else 200
    )


@require_safe
def ticket_calendar(request, ticket):
    enrolment = _by_ticket(request, ticket)
    if enrolment is None:
        return _too_many(request)
    sessions = enrolment.training_class.sessions.all()
    if not enrolment.is_active:
        sessions = sessions.filter(state=SessionState.CANCELLED)
    title = enrolment.training_class.title
    return _private(calendar_response(request, sessions, name=title))


def _by_ticket(request, ticket: str) -> Enrolment | None:
    """Return the enrolment; Http404 for none, None for who has guessed too often."""
    rows = Enrolment.objects.select_related(
        "training_class__course", "training_class__village", "person__village"
    )
    code = read_code(ticket)
    if len(code) == TICKET_LENGTH and (row := rows.filter(ticket=code).first()):
        return row
    if not _may_look_up(request):
        return None
    raise Http404


def _may_look_up(request) -> bool:
    return throttle.allow(
        "enrolment-lookup",
        client_address(request),
        limit=LOOKUPS_A_MINUTE,
        seconds=MINUTE,
        uncounted=False,
    )


@anonymous_form
@require_http_methods(["GET", "HEAD", "POST"])
def find(request):
    """Lead from the reference and three digits of the phone to the enrolment."""
    form = FindForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if not _may_look_up(request):
            return _too_many(request)
        if form.is_valid():
            if seconds := _seconds_to_wait(form.cleaned_data["reference"]):
                return _too_many(request, seconds)
            if found := _by_reference(**form.cleaned_data):
                return redirect(found)
            form.add_error(None, form.NOT_FOUND)
    status = 422 if form.errors else 200
    return render(request, "training/find.html", {"form": form}, status=status)


def _seconds_to_wait(reference: str) -> int:
    """Count one try for a reference, whoever makes it; return 0 while it is allowed.

    References that nobody has are counted alike, so the answer tells nothing.
    """
    for limit, seconds in TRIES_OF_A_REFERENCE:
        scope = f"enrolment-reference-{seconds}"
        if not throttle.allow(
            scope, reference, limit=limit, seconds=seconds, uncounted=False
        ):
            return throttle.retry_after(seconds)
    return 0


def _by_reference(reference: str, digits: str) -> Enrolment | None:
    rows = Enrolment.objects.filter(ref=reference, person__phone_e164__endswith=digits)
    return rows.first()


def _too_many(request, seconds: int = 0) -> HttpResponse:
    response = render(request, "429.html", status=429)
    response["Retry-After"] = str(seconds or throttle.retry_after(MINUTE))
    return response


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex"
    return response
