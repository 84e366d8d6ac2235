"""The login log for administrators, with filters and as CSV."""

from datetime import datetime, time

from django.core.paginator import Paginator
from django.db.models import Q
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from commune import sheets
from commune.accounts.forms import LogFilterForm
from commune.desk.health import ForAdministrators
from commune.models import LoginEvent
from commune.rulebook import retention

PER_PAGE = 50
MOST_ROWS = 50_000


@method_decorator(never_cache, name="dispatch")
class LoginLogView(ForAdministrators, WagtailAdminTemplateMixin, TemplateView):
    template_name = "commune/desk/login_log.html"
    page_title = gettext_lazy("Login log")
    header_icon = "history"

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get(self, request):
        form = LogFilterForm(request.GET)
        form.is_valid()
        rows = filtered(form.cleaned_data)
        if request.GET.get("dang") == "csv":
            return as_csv(rows)
        page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
        asked = request.GET.copy()
        asked.pop("page", None)
        context = self.get_context_data(
            form=form,
            page=page,
            asked=asked.urlencode(),
            kept_days=retention.kept("login-log").days,
        )
        return self.render_to_response(context)


def filtered(asked: dict):
    """Return the lines that answer the filter; `asked` may lack what was not valid."""
    rows = LoginEvent.objects.select_related("user", "actor")
    if name := asked.get("account"):
        rows = rows.filter(
            Q(user__username__icontains=name)
            | Q(user__first_name__icontains=name)
            | Q(user__last_name__icontains=name)
        )
    if act := asked.get("act"):
        rows = rows.filter(act=act)
    if since := asked.get("since"):
        rows = rows.filter(at__gte=_begin_of(since))
    if until := asked.get("until"):
        rows = rows.filter(at__lte=_end_of(until))
    return rows


def _begin_of(day) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _end_of(day) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.max))


def as_csv(rows):
    head = [
        pgettext("login log", "Time"),
        _("Account"),
        pgettext("login log", "Event"),
        _("IP address"),
        _("Source port"),
        _("Browser"),
        _("Done by"),
        pgettext("login log", "Note"),
    ]
    lines = [_line(row) for row in rows[:MOST_ROWS]]
    return sheets.answer([head, *lines], name="nhat-ky-dang-nhap", ending="csv")


def _line(row: LoginEvent) -> list[str]:
    return [
        f"{timezone.localtime(row.at):%d/%m/%Y %H:%M:%S}",
        row.user.get_username(),
        str(row.get_act_display()),
        row.address or "",
        str(row.port or ""),
        row.user_agent,
        row.actor.get_username() if row.actor else "",
        row.note,
    ]
