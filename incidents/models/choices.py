from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Status(models.TextChoices):
    NEW = "new", pgettext_lazy("incident", "New")
    TRIAGED = "triaged", pgettext_lazy("incident", "Triaged")
    RESPONDING = "responding", pgettext_lazy("incident", "Responding")
    CONTAINED = "contained", pgettext_lazy("incident", "Contained")
    RESOLVED = "resolved", pgettext_lazy("incident", "Resolved")
    CLOSED = "closed", pgettext_lazy("incident", "Closed")
    ON_HOLD = "on_hold", pgettext_lazy("incident", "On hold")
    REJECTED = "rejected", pgettext_lazy("incident", "Not an incident")
    MERGED = "merged", pgettext_lazy("incident", "Merged")


ENDED = (Status.CLOSED, Status.REJECTED, Status.MERGED)


class Kind(models.TextChoices):
    EVENT = "event", pgettext_lazy("incident kind", "Event")
    INCIDENT = "incident", pgettext_lazy("incident kind", "Incident")
    NEAR_MISS = "near_miss", pgettext_lazy("incident kind", "Near miss")
    DRILL = "drill", pgettext_lazy("incident kind", "Drill")


class Severity(models.TextChoices):
    P1 = "P1", _("P1 - Critical")
    P2 = "P2", _("P2 - High")
    P3 = "P3", _("P3 - Medium")
    P4 = "P4", _("P4 - Low")


class SeveritySource(models.TextChoices):
    AUTO = "auto", _("Computed")
    MANUAL = "manual", _("Set by hand")


class TLP(models.TextChoices):
    """Traffic Light Protocol 2.0; the labels are never translated."""

    CLEAR = "CLEAR", "TLP:CLEAR"
    GREEN = "GREEN", "TLP:GREEN"
    AMBER = "AMBER", "TLP:AMBER"
    AMBER_STRICT = "AMBER+STRICT", "TLP:AMBER+STRICT"
    RED = "RED", "TLP:RED"


TLP_ORDER = {tlp: rank for rank, tlp in enumerate(TLP.values)}


class Channel(models.TextChoices):
    WEB_REPORT = "web_report", _("Report on the web site")
    PHONE = "phone", pgettext_lazy("channel", "Telephone")
    WALK_IN = "walk_in", pgettext_lazy("channel", "In person")
    EMAIL = "email", pgettext_lazy("channel", "E-mail")
    LOUDSPEAKER = "loudspeaker", pgettext_lazy("channel", "Village loudspeaker")
    TEAM21 = "team21", pgettext_lazy("channel", "Community team")
    MONITORING = "monitoring", pgettext_lazy("channel", "Monitoring")
    API = "api", "API"


class ReporterType(models.TextChoices):
    STAFF = "staff", pgettext_lazy("reporter", "Staff")
    RESIDENT = "resident", pgettext_lazy("reporter", "Resident")
    COMMUNITY_TEAM = "community_team", pgettext_lazy("reporter", "Community team")
    AUTHORITY = "authority", pgettext_lazy("reporter", "Another authority")
    SYSTEM = "system", pgettext_lazy("reporter", "Monitoring system")


class PersonalData(models.TextChoices):
    NO = "no", pgettext_lazy("personal data", "No")
    SUSPECTED = "suspected", pgettext_lazy("personal data", "Suspected")
    CONFIRMED = "confirmed", pgettext_lazy("personal data", "Confirmed")


class Disposition(models.TextChoices):
    """Machine values of the MISP taxonomy incident-disposition."""

    CONFIRMED = "confirmed", pgettext_lazy("disposition", "Confirmed")
    DEFERRED = "deferred", pgettext_lazy("disposition", "Deferred")
    UNIDENTIFIED = "unidentified", pgettext_lazy("disposition", "Not identified")
    TRANSFERRED = "transferred", pgettext_lazy("disposition", "Transferred")
    DISCARDED = "discarded", pgettext_lazy("disposition", "Discarded")
    INSUFFICIENT_DATA = "insufficient-data", _("Not enough information")
    FAULTY_INDICATOR = "faulty-indicator", _("False alarm")
    MISCONFIGURATION = "misconfiguration", _("Wrong configuration")
    SCAN_PROBE = "scan-probe", _("Scan or probe only")
    FAILED = "failed", _("Failed attempt")
    REFUTED = "refuted", _("Checked and refuted")
    DUPLICATE = "duplicate", pgettext_lazy("disposition", "Duplicate")


NOT_AN_INCIDENT = (
    Disposition.INSUFFICIENT_DATA,
    Disposition.FAULTY_INDICATOR,
    Disposition.MISCONFIGURATION,
    Disposition.SCAN_PROBE,
    Disposition.FAILED,
    Disposition.REFUTED,
)


class RootCause(models.TextChoices):
    """Machine values of the NIS taxonomy."""

    SYSTEM_FAILURES = "system-failures", _("System failure")
    NATURAL = "natural-phenomena", _("Natural event")
    HUMAN_ERRORS = "human-errors", _("Human error")
    MALICIOUS = "malicious-actions", _("Malicious act")
    THIRD_PARTY = "third-party-failures", _("Failure of a third party")


FACTORS = ("FI", "II", "PI", "SP", "RC", "TC")
FACTOR_FIELDS = {
    "FI": "functional",
    "II": "information",
    "PI": "public",
    "SP": "spread",
    "RC": "recoverability",
    "TC": "time_pressure",
}


class Functional(models.IntegerChoices):
    NONE = 0, _("0 - Work goes on as usual")
    ONE = 1, _("1 - One computer, or there is a work-around")
    SERVICE = 2, _("2 - One service is hindered")
    STOPPED = 3, _("3 - The service centre stands still, no work-around")


class Information(models.IntegerChoices):
    NONE = 0, _("0 - No data touched")
    SUSPICION = 1, _("1 - A suspicion, or one ordinary account")
    SOME = 2, _("2 - Personal data of 1 to 99 people, a signing token, an admin login")
    MANY = 3, _("3 - 100 people or more, or official data lost")


class Public(models.IntegerChoices):
    NONE = 0, _("0 - Nobody outside")
    FEW = 1, _("1 - Few people")
    VILLAGES = 2, _("2 - Villages or the whole commune aimed at, or any money lost")
    AUTHORITY = 3, _("3 - A channel of the authority taken, or 50 million dong lost")


class Spread(models.IntegerChoices):
    OVER = 0, _("0 - It is over")
    ONE_PLACE = 1, _("1 - In one place")
    GOING_ON = 2, _("2 - Still going on")
    SPREADING = 3, _("3 - Spreading")


class Recoverability(models.IntegerChoices):
    ORDINARY = 0, _("0 - Ordinary work mends it")
    EXTRA = 1, _("1 - Extra effort of our own")
    OUTSIDE = 2, _("2 - Help from outside is needed")
    NEVER = 3, _("3 - Cannot be restored")


class TimePressure(models.IntegerChoices):
    LATER = 0, _("0 - No hurry")
    WEEK = 1, _("1 - This week")
    TODAY = 2, _("2 - Today")
    HOUR = 3, _("3 - This hour, or a legal clock of 24 or 72 hours runs")
