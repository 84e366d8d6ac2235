"""The community team enrols people of its village."""

from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from commune.access import roles
from commune.access.idempotency import KeyReused
from commune.access.keyed_forms import KeyedForm
from commune.access.roles import role_required
from commune.choice_fields import offer
from training import intake, visibility
from training.models import ClassState, PhoneOf, Source, TrainingClass
from training.public.forms import PersonForm
from training.seats import Application, Kind, SeatRefused

SHOWN = 50


class ClassChoice(forms.ModelChoiceField):
    def label_from_instance(self, row):
        return row.title


class TeamForm(KeyedForm, PersonForm):
    """A neighbour's enrolment: the village is the team's, the phone may be too."""

    key_name = "request_key"

    training_class = ClassChoice(
        TrainingClass.objects.none(),
        to_field_name="code",
        label=gettext_lazy("Class"),
        empty_label=gettext_lazy("Choose the class"),
        error_messages={
            "required": gettext_lazy("Choose the class."),
            "invalid_choice": gettext_lazy("Choose a class of the list."),
        },
    )
    request_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    source = Source.TEAM
    field_order = ["training_class"]

    def __init__(self, *args, village, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["village"]
        self.village = village
        self.initial["request_key"] = uuid4()
        self.initial["phone_of"] = PhoneOf.RELATIVE
        open_classes = TrainingClass.objects.filter(state=ClassState.OPEN)
        offer(self, "training_class", open_classes.order_by("code"))

    def application(self, **fields) -> Application:
        self.cleaned_data["village"] = self.village
        return super().application(**fields)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@role_required(roles.COMMUNITY_TEAMS)
def enrol_neighbour(request):
    """Enrol somebody of the own village and list who is enrolled from there."""
    village = visibility.village_of(request.user)
    if village is None:
        return render(request, "training/no_village.html", status=403)
    form = TeamForm(request.POST if request.method == "POST" else None, village=village)
    if form.is_bound and form.is_valid() and (done := _enrol(request, form)):
        return done
    rows = visibility.enrolments_for(request.user).active()
    rows = rows.select_related("training_class", "person").order_by("-queued_at")
    context = {"form": form, "village": village, "rows": rows[:SHOWN]}
    status = 422 if form.errors else 200
    return render(request, "training/enrol_neighbour.html", context, status=status)


def _enrol(request, form: TeamForm) -> HttpResponse | None:
    """Enrol, say what became of it, and lead back; None leaves the form as it is."""
    try:
        outcome = intake.enrol(
            form.cleaned_data["training_class"],
            form.application(),
            agrees_to_contact=form.cleaned_data.get("consent_contact", False),
            key=str(form.cleaned_data["request_key"] or ""),
            actor=request.user,
        )
    except KeyReused:
        form.refuse_used_key()
        return None
    except SeatRefused as refused:
        form.refuse(refused.code)
        return None
    messages.success(request, _outcome_text(outcome))
    return redirect("training:enrol_neighbour")


def _outcome_text(outcome: intake.Outcome) -> str:
    facts = {
        "name": outcome.enrolment.person.full_name,
        "ref": outcome.enrolment.ref,
        "position": outcome.position,
        "since": timezone.localtime(outcome.enrolment.queued_at).strftime(
            "%H:%M %d/%m/%Y"
        ),
    }
    if outcome.kind == Kind.SAME_PERSON:
        return _("%(name)s is enrolled since %(since)s, reference %(ref)s.") % facts
    texts = {
        "enrolled": _("%(name)s has a seat, reference %(ref)s."),
        "waitlisted": _("%(name)s waits as number %(position)s, reference %(ref)s."),
        "pending": _("%(name)s is noted; the office confirms. Reference %(ref)s."),
    }
    return texts[outcome.state] % facts
