"""The yearly review of accounts: one list, a decision on each, to print or to keep."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from commune import sheets
from commune.accounts import review, states
from commune.desk.health import ForAdministrators
from commune.models import AccountReview
from commune.models.accounts import ReviewChoice


@method_decorator(never_cache, name="dispatch")
class ReviewView(ForAdministrators, WagtailAdminTemplateMixin, TemplateView):
    template_name = "commune/desk/account_review.html"
    page_title = gettext_lazy("Yearly review of accounts")
    header_icon = "clipboard-list"

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        now = timezone.now()
        open_round = review.current()
        last = review.last_finished()
        return super().get_context_data(
            accounts=accounts_with_marks(open_round or last),
            review=open_round,
            last=last,
            due_at=review.due_at(now),
            is_due=review.is_due(now),
            choices=ReviewChoice.choices,
            now=now,
            **kwargs,
        )

    def post(self, request):
        if "start" in request.POST:
            review.start(actor=request.user)
            return redirect("commune_review")
        open_round = review.current()
        if open_round is None:
            messages.warning(request, _("This review is finished already."))
            return redirect("commune_review")
        count = self.save_marks(open_round)
        text = ngettext("%(n)d decision saved.", "%(n)d decisions saved.", count)
        messages.success(request, text % {"n": count})
        if "finish" in request.POST:
            self.finish(open_round)
        return redirect("commune_review")

    def save_marks(self, open_round: AccountReview) -> int:
        """Save each decision that is new or another one than before."""
        marks = dict(open_round.marks.values_list("user_id", "choice"))
        count = 0
        for user in states.with_facts():
            choice = self.request.POST.get(f"choice-{user.pk}", "")
            if choice in ReviewChoice.values and marks.get(user.pk) != choice:
                review.mark(open_round, user, choice, actor=self.request.user)
                count += 1
        return count

    def finish(self, open_round: AccountReview) -> None:
        try:
            review.finish(open_round, actor=self.request.user)
        except review.ReviewOpen:
            left = review.unmarked(open_round).count()
            text = ngettext(
                "Not finished: %(n)d account has no decision yet.",
                "Not finished: %(n)d accounts have no decision yet.",
                left,
            )
            messages.error(self.request, text % {"n": left})
        else:
            messages.success(self.request, _("The review is finished."))


def accounts_with_marks(found: AccountReview | None) -> list:
    """Return every account, dressed, with its mark in this round as `mark`."""
    accounts = states.dress(states.with_facts().order_by("-is_active", "username"))
    marks = {}
    if found is not None:
        marks = {m.user_id: m for m in found.marks.select_related("reviewer")}
    for user in accounts:
        user.mark = marks.get(user.pk)
    return accounts


class ReviewExportView(ForAdministrators, View):
    """The list of the present round, else of the last one, as XLSX or CSV."""

    def get(self, request, format: str):  # noqa: A002
        if format not in sheets.FORMATS:
            raise Http404
        found = review.current() or review.last_finished()
        rows = [_line(user) for user in accounts_with_marks(found)]
        return sheets.answer([_head(), *rows], name="ra-soat-tai-khoan", ending=format)


def _head() -> list[str]:
    return [
        _("Account"),
        pgettext("account", "Full name"),
        _("Roles"),
        _("Village"),
        _("State of the account"),
        _("Last sign-in"),
        _("Second factor"),
        _("Created by"),
        pgettext("account review", "Decision"),
        _("Reviewer"),
        _("Reviewed on"),
    ]


def _line(user) -> list[str]:
    record = user.kept_record
    maker = record.created_by if record else None
    mark = user.mark
    return [
        user.get_username(),
        user.get_full_name(),
        user.role_labels,
        user.village_name,
        str(user.state_label),
        _day(user.last_login),
        pgettext("second factor", "yes") if user.factor_found else "",
        maker.get_username() if maker else "",
        str(mark.get_choice_display()) if mark else "",
        mark.reviewer.get_username() if mark else "",
        _day(mark.reviewed_at) if mark else "",
    ]


def _day(moment) -> str:
    return f"{timezone.localtime(moment):%d/%m/%Y}" if moment else ""
