"""The public list of classes, one class, and their calendar."""

from datetime import timedelta
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Case, Q, Value, When
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commune import conf
from commune.models import Village
from commune.vietnamese import nfc
from training import calendar_file
from training.models import (
    ClassState,
    CoursePage,
    Session,
    SessionState,
    Track,
    TrainingClass,
)

PER_PAGE = 24
KEPT_DAYS = 30
MAX_EVENTS = 500
OPEN_FIRST = Case(When(state=ClassState.OPEN, then=Value(0)), default=Value(1))


def asked(request, name: str) -> str:
    """Return a parameter of the address, short and without NUL."""
    return nfc(request.GET.get(name, ""))[:40]


@require_safe
def class_list(request):
    """Show the classes that residents may join or that are running."""
    chosen = {"thon": asked(request, "thon"), "mang": asked(request, "mang")}
    ordered = _chosen_classes(chosen).order_by(OPEN_FIRST, "starts_at", "pk")
    page = Paginator(ordered, PER_PAGE).get_page(request.GET.get("page"))
    now = timezone.now()
    for training_class in page:
        training_class.is_open = training_class.is_enrolment_open(at=now)
    context = {
        "page": page,
        "villages": list(Village.objects.valid(on=timezone.localdate(now))),
        "tracks": Track.choices,
        "chosen": chosen,
        "query": urlencode({key: value for key, value in chosen.items() if value}),
    }
    return render(request, "training/class_list.html", context)


def _chosen_classes(chosen: dict[str, str]):
    rows = TrainingClass.objects.listed().with_counts()
    if chosen["thon"]:
        rows = rows.filter(Q(village__code=chosen["thon"]) | Q(village=None))
    if chosen["mang"] in Track.values:
        rows = rows.filter(course__track=chosen["mang"])
    return rows.select_related("course", "village").with_sessions()


def public_class(slug: str) -> TrainingClass:
    """Return a class with its counts, or Http404."""
    rows = TrainingClass.objects.public().with_counts()
    return get_object_or_404(rows.select_related("course", "village"), slug=slug)


@require_safe
def class_detail(request, slug):
    training_class = public_class(slug)
    story = CoursePage.objects.live().public().filter(course=training_class.course)
    page = story.first()
    context = {
        "class": training_class,
        "sessions": training_class.sessions.select_related("room__venue"),
        "is_open": training_class.is_enrolment_open(at=timezone.now()),
        "is_cancelled": training_class.state == ClassState.CANCELLED,
        "competences": training_class.course.competences.all(),
        "story_url": page.get_url(request) if page else "",
    }
    return render(request, "training/class_detail.html", context)


@require_safe
def feed(request):
    """Give calendars the sessions of public classes; cancelled ones stay a month."""
    since = timezone.now() - timedelta(days=KEPT_DAYS)
    sessions = Session.objects.filter(
        training_class__in=TrainingClass.objects.public(), ends_at__gte=since
    )
    if village := asked(request, "thon"):
        sessions = sessions.filter(
            Q(training_class__village__code=village)
            | Q(room__venue__village__code=village)
        )
    return calendar_response(request, sessions, name=_("Classes of the commune"))


def calendar_response(request, sessions, *, name: str) -> HttpResponse:
    rows = sessions.select_related("training_class", "room__venue")[:MAX_EVENTS]
    events = [event_of(request, session) for session in rows]
    title = f"{name}, {conf.commune()['name']}"
    response = HttpResponse(
        calendar_file.calendar(title, events),
        content_type="text/calendar; charset=utf-8",
    )
    response["Content-Disposition"] = 'inline; filename="lich.ics"'
    return response


def event_of(request, session: Session) -> calendar_file.Event:
    training_class = session.training_class
    return calendar_file.Event(
        uid=session.ical_uid,
        sequence=session.ical_sequence,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        changed_at=session.changed_at,
        title=training_class.title,
        place=str(session.room) if session.room else "",
        text=_("Session %(no)s: %(topic)s")
        % {"no": session.no, "topic": session.topic},
        url=request.build_absolute_uri(training_class.get_absolute_url()),
        is_cancelled=session.state == SessionState.CANCELLED,
    )
