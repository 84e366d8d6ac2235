"""Write an incident's story; lines are only ever added."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from commune.access import roles
from commune.people import name_of
from incidents import writing
from incidents.models import EntryKind, EntryVisibility, Incident, TimelineEntry
from incidents.visibility import AnyUser, reads_whole

BY_PROGRAM = (EntryKind.STATUS, EntryKind.SYSTEM)


def record(
    incident: Incident,
    text: str | Promise,
    *,
    kind: str = EntryKind.SYSTEM,
    author: User | None = None,
    at: datetime | None = None,
    visibility: str = EntryVisibility.TEAM,
) -> TimelineEntry:
    """Add one line; identity-card numbers in it are masked, whoever wrote them.

    Lazy texts are kept in the language of the house.
    """
    with translation.override(settings.LANGUAGE_CODE):
        return TimelineEntry.objects.create(
            incident=incident,
            happened_at=at or timezone.now(),
            kind=kind,
            text=writing.clean(text),
            author=author,
            author_name=name_of(author),
            visibility=visibility,
        )


def is_told(incident: Incident, text: str | Promise, *, at: datetime) -> bool:
    """Say whether the program has written this line for this moment already."""
    with translation.override(settings.LANGUAGE_CODE):
        same = incident.timeline.filter(happened_at=at, text=writing.clean(text))
    return same.filter(kind=EntryKind.SYSTEM).exists()


class CorrectionError(Exception):
    """A correction that is refused; the text is for people."""


@transaction.atomic
def add_note(
    incident_id: int,
    text: str,
    *,
    actor: User,
    kind: str = EntryKind.COMMENT,
    visibility: str = EntryVisibility.TEAM,
) -> TimelineEntry:
    """Add a person's line.

    Raises Incident.DoesNotExist when the actor may not read the incident.
    """
    incident = writing.lock(incident_id, actor=actor)
    return record(incident, text, kind=kind, author=actor, visibility=visibility)


@transaction.atomic
def correct(entry_id: int, text: str, *, actor: User) -> TimelineEntry:
    """Strike an entry through by a correcting one and return that.

    The same correction again returns the first. Raises TimelineEntry.DoesNotExist
    when the actor may not correct the entry (see `correctable_by`), CorrectionError
    when it is corrected already.
    """
    found = TimelineEntry.objects.get(pk=entry_id)
    incident = writing.lock(found.incident_id, actor=actor)
    entry = correctable_by(actor, incident).get(pk=entry_id)
    present = TimelineEntry.objects.filter(corrects=entry).first()
    if present and (present.text, present.author) == (writing.clean(text), actor):
        return present
    if present:
        raise CorrectionError(
            _("This line is struck already; correct the later line instead.")
        )
    return TimelineEntry.objects.create(
        incident=incident,
        happened_at=entry.happened_at,
        kind=entry.kind,
        text=writing.clean(text),
        author=actor,
        author_name=name_of(actor),
        visibility=entry.visibility,
        corrects=entry,
    )


def correctable_by(user: AnyUser, incident: Incident) -> QuerySet[TimelineEntry]:
    """Return the lines that `user` may strike: read by that user, written by people."""
    if not reads_whole(user):
        return incident.timeline.none()
    return readable_by(user, incident).exclude(kind__in=BY_PROGRAM)


def readable_by(user: AnyUser, incident: Incident) -> QuerySet[TimelineEntry]:
    """Return the lines that `user` reads of an incident that the user may see."""
    entries = incident.timeline.select_related("author", "corrected_by")
    if roles.has_role(user, roles.RESPONSE_LEADS):
        return entries
    if roles.has_role(user, roles.RESPONDERS):
        return entries.exclude(visibility=EntryVisibility.LEAD)
    return entries.filter(visibility=EntryVisibility.REPORTER)
