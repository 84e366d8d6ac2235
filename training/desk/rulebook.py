"""Competences and the numbering of certificates as training managers keep them."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from commune.desk.rulebook import RulebookViewSet
from training.models import CertificateNumbering, Competence


class CompetenceViewSet(RulebookViewSet):
    model = Competence
    menu_label = _("Competences")
    own_columns = ["letter"]
    own_panels = [FieldPanel("framework"), FieldRowPanel(["letter", "position"])]


class NumberingViewSet(RulebookViewSet):
    model = CertificateNumbering
    menu_label = _("Numbering of certificates")
    own_columns = ["pattern"]
    own_panels = [FieldRowPanel(["pattern", "digits"])]
