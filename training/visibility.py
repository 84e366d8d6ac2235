"""Who may see which classes and people; `is_superuser` opens nothing."""

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Q, QuerySet

from commune.access import roles
from commune.access.roles import has_role
from commune.access.teams import team_of
from commune.models import Village
from training.models import Enrolment, Session, TrainingClass
from training.models.enrolment import EnrolmentQuerySet
from training.models.training_class import ClassQuerySet

AnyUser = User | AnonymousUser


def classes_for(user: AnyUser) -> ClassQuerySet:
    """Return the classes whose lists a user may open: all, the own ones, or none."""
    if has_role(user, roles.TRAINING_MANAGERS):
        return TrainingClass.objects.all()
    if has_role(user, roles.TRAINERS):
        own = Session.objects.filter(trainer=user.pk).values("training_class_id")
        return TrainingClass.objects.filter(Q(lead_trainer=user) | Q(pk__in=own))
    return TrainingClass.objects.none()


def sessions_for(user: AnyUser) -> QuerySet[Session]:
    return Session.objects.filter(training_class__in=classes_for(user))


def enrolments_for(user: AnyUser) -> EnrolmentQuerySet:
    """Return the enrolments a user may read: own classes, or the own village."""
    if has_role(user, roles.TRAINING_MANAGERS, roles.TRAINERS):
        return Enrolment.objects.filter(training_class__in=classes_for(user))
    village = village_of(user)
    if village is not None:
        return Enrolment.objects.filter(person__village=village)
    return Enrolment.objects.none()


def village_of(user: AnyUser) -> Village | None:
    """Return the village for which a community-team account acts today, else None."""
    team = team_of(user)
    return team.village if team else None


def may_manage(user: AnyUser) -> bool:
    return has_role(user, roles.TRAINING_MANAGERS)
