"""The API's part about classes, enrolments and attendance."""

from dataclasses import fields as dataclass_fields

from django.core.exceptions import ValidationError as DjangoValidationError
from django.db import IntegrityError
from django.shortcuts import get_object_or_404
from django.utils import timezone
from rest_framework import serializers, status
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from commune.access import roles
from commune.access.client import client_address
from commune.access.idempotency import KeyReused
from commune.api.paging import answer, page
from commune.api.problems import Problem
from commune.api.views import (
    ApiView,
    PublicApiView,
    StrictSerializer,
    idempotency_key,
    in_role,
)
from commune.models import TargetGroup, Village
from training import intake, marks, visibility
from training.models import PhoneOf, Session, SessionState, Source, TrainingClass
from training.models.attendance import Method
from training.public.forms import REFUSED_FIELD
from training.seats import Application, Kind, Refusal, SeatRefused

MAX_EVENTS = 200


class VillageList(PublicApiView):
    def get(self, request):
        """List the villages that exist today: code and name."""
        rows, cursor = page(Village.objects.valid(on=timezone.localdate()), request)
        return Response(
            answer([{"code": row.code, "name": row.name} for row in rows], cursor)
        )


class TargetGroupList(PublicApiView):
    def get(self, request):
        """List the target groups of today: code and name."""
        rows, cursor = page(TargetGroup.objects.valid(on=timezone.localdate()), request)
        return Response(
            answer([{"code": row.code, "name": row.label} for row in rows], cursor)
        )


class ClassList(PublicApiView):
    def get(self, request):
        """List the public classes with their free seats."""
        classes = TrainingClass.objects.listed().with_counts()
        classes = classes.select_related("course", "village").with_sessions()
        rows, cursor = page(classes, request)
        return Response(answer([class_out(row) for row in rows], cursor))


def class_out(row: TrainingClass) -> dict:
    first = next(iter(row.sessions.all()), None)
    return {
        "code": row.code,
        "slug": row.slug,
        "title": row.title,
        "track": row.course.track,
        "starts_at": row.starts_at,
        "village": row.village.code if row.village else None,
        "venue": str(first.room) if first and first.room else None,
        "seats_total": row.seats_total,
        "seats_left": row.seats_left,
        "waiting": row.waiting,
        "enrolment_open": row.takes_enrolments(at=timezone.now()),
    }


class SessionList(PublicApiView):
    def get(self, request, code):
        """List the sessions of a public class."""
        training_class = get_object_or_404(TrainingClass.objects.public(), code=code)
        sessions = training_class.sessions.exclude(state=SessionState.CANCELLED)
        rows, cursor = page(sessions.select_related("room__venue"), request)
        return Response(answer([session_out(row) for row in rows], cursor))


def session_out(row: Session) -> dict:
    return {
        "ref": row.ref,
        "starts_at": row.starts_at,
        "ends_at": row.ends_at,
        "venue": str(row.room) if row.room else None,
    }


class EnrolmentIn(StrictSerializer):
    full_name = serializers.CharField(max_length=5000)
    birth_year = serializers.IntegerField()
    village = serializers.CharField(max_length=40)
    phone = serializers.CharField(
        max_length=100, required=False, allow_blank=True, allow_null=True
    )
    phone_of = serializers.ChoiceField(PhoneOf.choices, required=False)
    target_group = serializers.CharField(
        max_length=80, required=False, allow_blank=True, allow_null=True
    )
    consent_contact = serializers.BooleanField(default=False)
    guardian_name = serializers.CharField(
        max_length=100, required=False, allow_blank=True
    )

    def validate_full_name(self, text):
        return intake.clean_name(text)

    def validate_birth_year(self, year):
        return intake.clean_birth_year(year, on=timezone.localdate())

    def validate_phone(self, text):
        return intake.clean_phone(text or "")

    def validate_guardian_name(self, text):
        return intake.clean_name(text) if text.strip() else ""

    def validate_village(self, code):
        rows = Village.objects.valid(on=timezone.localdate())
        return _by_code(rows, code, "Choose a village of the list.")

    def validate_target_group(self, code):
        rows = TargetGroup.objects.valid(on=timezone.localdate())
        return _by_code(rows, code, "Choose a group of the list.") if code else None

    def application(self) -> Application:
        data = self.validated_data
        phone = data.get("phone", "")
        group = data.get("target_group")
        return Application(
            full_name=data["full_name"],
            birth_year=data["birth_year"],
            village_id=data["village"].pk,
            phone=phone,
            phone_of=data.get("phone_of", PhoneOf.SELF) if phone else "",
            guardian_name=data.get("guardian_name", ""),
            target_group_id=group.pk if group else None,
            source=Source.API,
        )


def _by_code(rows, code: str, message: str):
    found = rows.filter(code=code.replace("\0", "")).first()
    if found is None:
        raise serializers.ValidationError(message)
    return found


class EnrolmentCreate(PublicApiView):
    def post(self, request, code):
        """Enrol a person; the same key or the same person again changes nothing."""
        training_class = get_object_or_404(TrainingClass.objects.public(), code=code)
        given = EnrolmentIn(data=request.data)
        given.is_valid(raise_exception=True)
        application = given.application()
        try:
            intake.check_limits(client_address(request), application)
            outcome = intake.enrol(
                training_class,
                application,
                agrees_to_contact=given.validated_data["consent_contact"],
                key=idempotency_key(request),
            )
        except intake.Throttled as error:
            headers = {"Retry-After": str(error.seconds)}
            raise Problem(429, headers=headers) from error
        except KeyReused as error:
            raise Problem(422, "This key was used with another body.") from error
        except IntegrityError as error:
            raise Problem(503, headers={"Retry-After": "5"}) from error
        except SeatRefused as refused:
            raise refused_problem(refused) from refused
        return Response(
            enrolment_out(outcome),
            status=status.HTTP_201_CREATED if outcome.is_new else status.HTTP_200_OK,
        )


def refused_problem(refused: SeatRefused) -> Exception:
    field, message = REFUSED_FIELD[refused.code]
    if refused.code in {Refusal.FULL, Refusal.CLOSED}:
        return Problem(409, message, state=str(refused.code))
    return ValidationError({field: [message]})


def enrolment_out(outcome: intake.Outcome) -> dict:
    is_known = outcome.kind == Kind.SAME_PERSON
    return {
        "state": outcome.state,
        "reference": outcome.enrolment.ref,
        "ticket": None if is_known else outcome.enrolment.ticket,
        "position": None if is_known else outcome.position,
    }


Trainers = in_role(roles.TRAINERS, roles.TRAINING_MANAGERS)


def own_session(request, ref: str) -> Session:
    rows = visibility.sessions_for(request.user).select_related("training_class")
    return get_object_or_404(rows, ref=ref)


class Roster(ApiView):
    permission_classes = [Trainers]

    def get(self, request, ref):
        """List who belongs into a session of one's own, without phones."""
        session = own_session(request, ref)
        rows = marks.roster(session)
        for row in rows:
            del row["is_conflict"]
        return Response(answer(rows, "") | {"server_time": timezone.now()})


class EventIn(StrictSerializer):
    id = serializers.UUIDField()
    session = serializers.CharField(max_length=50, required=False)
    enrolment = serializers.UUIDField(required=False)
    provisional = serializers.DictField(required=False)
    status = serializers.CharField(max_length=10)
    marked_at = serializers.DateTimeField()
    method = serializers.ChoiceField(Method.choices, default=Method.TAP)
    clock_offset_ms = serializers.IntegerField(required=False, allow_null=True)
    base_rev = serializers.IntegerField(min_value=0, max_value=2**31 - 1, default=0)
    device_id = serializers.CharField(max_length=64, required=False, allow_blank=True)
    seq = serializers.IntegerField(min_value=0, max_value=2**31 - 1, default=0)
    roster_rev = serializers.IntegerField(required=False, allow_null=True)
    periods_present = serializers.IntegerField(
        min_value=0, max_value=60, required=False, allow_null=True
    )
    minutes_late = serializers.IntegerField(
        min_value=0, max_value=600, required=False, allow_null=True
    )
    note = serializers.CharField(max_length=200, required=False, allow_blank=True)

    def validate_marked_at(self, moment):
        if not 2020 <= moment.year <= 2100:
            raise serializers.ValidationError("not a time of this century")
        return moment


class BatchIn(StrictSerializer):
    session = serializers.CharField(max_length=50)
    batch_id = serializers.UUIDField()
    device_id = serializers.CharField(max_length=64)
    events = EventIn(many=True)

    def validate_events(self, events):
        if len(events) > MAX_EVENTS:
            raise DjangoValidationError(f"at most {MAX_EVENTS}")
        return events


class AttendanceBatch(ApiView):
    permission_classes = [Trainers]

    def post(self, request):
        """Take attendance marks; each is answered, a repeat changes nothing."""
        given = BatchIn(data=request.data)
        given.is_valid(raise_exception=True)
        data = given.validated_data
        session = own_session(request, data["session"])
        now = timezone.now()
        taken, answers = [], {}
        for event in data["events"]:
            if refusal := _misplaced(event, session):
                answers[event["id"]] = marks.Answer(
                    event["id"], marks.Result.REJECTED, refusal
                )
            else:
                taken.append(new_mark(event, data["device_id"]))
        done = marks.record(session.pk, taken, actor=request.user, at=now)
        results = [*answers.values(), *done]
        return Response({"results": [_out(a) for a in results], "server_time": now})


def _misplaced(event: dict, session: Session) -> str:
    if "enrolment" not in event:
        return "provisional"
    if event.get("session", session.ref) != session.ref:
        return "session"
    return ""


def new_mark(event: dict, device_id: str) -> marks.NewMark:
    known = {field.name for field in dataclass_fields(marks.NewMark)}
    facts = {name: value for name, value in event.items() if name in known}
    return marks.NewMark(**({"device_id": device_id} | facts))


def _out(done: marks.Answer) -> dict:
    return {
        "id": str(done.id),
        "result": str(done.result),
        "code": done.code or None,
        "rev": done.rev,
    }
