"""One account on one page: its state, its sessions, and what may be done with it."""

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from commune import conf
from commune.accounts import factor_reset, links, shown_links, states, switching
from commune.accounts.forms import ReasonForm
from commune.desk.health import ForAdministrators
from commune.models import FactorReset, LoginEvent
from commune.people import name_of

EVENTS_SHOWN = 20


@method_decorator(never_cache, name="dispatch")
class AccountScreen(ForAdministrators, WagtailAdminTemplateMixin, TemplateView):
    """What every page about one account has: the account, its name, the way back."""

    header_icon = "user"

    @cached_property
    def account(self):
        found = get_object_or_404(states.with_facts(), pk=self.kwargs["pk"])
        return states.dress([found])[0]

    def get_page_title(self):
        return name_of(self.account)

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("wagtailusers_users:index"), "label": _("Accounts")},
            {"url": "", "label": self.get_page_title()},
        ]


class AccountView(AccountScreen):
    """The page itself; a form that was refused is shown on it again."""

    template_name = "commune/desk/account.html"

    def get_context_data(self, **kwargs):
        user = self.account
        events = LoginEvent.objects.filter(user=user).select_related("actor")
        waiting = FactorReset.objects.waiting(at=timezone.now()).filter(user=user)
        context = {
            "account": user,
            "is_self": user.pk == self.request.user.pk,
            "sessions": switching.sessions_of(user),
            "events": events[:EVENTS_SHOWN],
            "reset": waiting.select_related("asked_by").first(),
            "off_form": ReasonForm(prefix="off"),
            "reset_form": ReasonForm(prefix="reset"),
            "idle_days": conf.idle_lock_days(),
        }
        return super().get_context_data(**context | kwargs)


class WithReason(AccountView):
    """A deed that needs a reason: without one, the page again with the error."""

    http_method_names = ["post"]
    prefix = ""

    def post(self, request, pk: int):
        form = ReasonForm(request.POST, prefix=self.prefix)
        if form.is_valid():
            try:
                text = self.act(form.cleaned_data["reason"])
            except (switching.SwitchError, factor_reset.ResetError) as error:
                form.add_error("reason", str(error))
                # The page may not show the form any more: say it above as well.
                messages.error(request, str(error))
            else:
                messages.success(request, text)
                return redirect("commune_account", pk)
        context = self.get_context_data(**{f"{self.prefix}_form": form})
        return self.render_to_response(context)


class SwitchOffView(WithReason):
    prefix = "off"

    def act(self, reason: str) -> str:
        switching.switch_off(
            self.account.pk,
            actor=self.request.user,
            reason=reason,
            request=self.request,
        )
        return _("The account is switched off. What the person wrote keeps the name.")


class AskResetView(WithReason):
    prefix = "reset"

    def act(self, reason: str) -> str:
        factor_reset.ask(
            self.account,
            actor=self.request.user,
            reason=reason,
            request=self.request,
        )
        return _("Asked for. A second administrator now confirms it on this page.")


class AccountDeed(ForAdministrators, View):
    """A button of the account's page: done, told, and back to the page."""

    http_method_names = ["post"]

    def post(self, request, pk: int):
        self.account = get_object_or_404(get_user_model(), pk=pk)
        messages.success(request, self.act())
        return redirect("commune_account", pk)


class SwitchOnView(AccountDeed):
    def act(self) -> str:
        actor = self.request.user
        switching.switch_on(self.account.pk, actor=actor, request=self.request)
        return _("The account is switched on again.")


class UnlockView(AccountDeed):
    def act(self) -> str:
        switching.unlock(self.account, actor=self.request.user, request=self.request)
        return _("Unlocked: the person can sign in again.")


class EndSessionsView(AccountDeed):
    def act(self) -> str:
        count = switching.end_sessions_for(
            self.account, actor=self.request.user, request=self.request
        )
        text = ngettext("%(n)d session ended.", "%(n)d sessions ended.", count)
        return text % {"n": count}


class LinkView(AccountScreen):
    """Make a link (POST), then show it once (GET), to copy or to write down."""

    template_name = "commune/desk/account_link.html"

    def post(self, request, pk: int):
        try:
            link = links.make(self.account, actor=request.user, request=request)
        except links.NoLink:
            messages.error(request, _("Switch the account on before you make a link."))
            return redirect("commune_account", pk)
        shown_links.show_once(request, link)
        return redirect("commune_account_link", pk)

    def get_context_data(self, **kwargs):
        now = timezone.now()
        link = shown_links.take_fresh(self.request, self.account, at=now)
        return super().get_context_data(
            account=self.account,
            link=link,
            url=links.url_of(link) if link else "",
            **kwargs,
        )


class ResetDeed(ForAdministrators, View):
    """A button beside a request to reset a second factor."""

    http_method_names = ["post"]

    def post(self, request, reset: int):
        rows = FactorReset.objects.select_related("user", "asked_by")
        found = get_object_or_404(rows, pk=reset)
        try:
            messages.success(request, self.act(found))
        except factor_reset.ResetError as error:
            messages.error(request, str(error))
        return redirect("commune_account", found.user_id)


class ConfirmResetView(ResetDeed):
    def act(self, reset: FactorReset) -> str:
        factor_reset.confirm(reset, actor=self.request.user, request=self.request)
        return _("The second factor is removed; the person has been told.")


class WithdrawResetView(ResetDeed):
    def act(self, reset: FactorReset) -> str:
        if not factor_reset.withdraw(reset):
            raise factor_reset.ResetError(str(factor_reset.GONE))
        return _("The request is withdrawn.")
