"""Notes to an account, and the list of people whom staff call or tell in person."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from commune import conf
from commune.access import roles
from commune.models import OutboxMessage
from commune.models.outbox import Channel, MessageState
from commune.outbox import decisions
from commune.vietnamese import format_phone
from commune.work import notes as reading

PER_PAGE = 30
DONE_SHOWN = 10
# Whose words may be on the list; everybody else has no use of the page.
TELLERS = tuple(role for role in roles.ALL if role != roles.LEADERSHIP)


@require_safe
@never_cache
@login_required
def inbox(request):
    notes = OutboxMessage.objects.inbox_of(request.user)
    page = Paginator(notes, PER_PAGE).get_page(request.GET.get("page"))
    for note in page:
        note.text, note.link = reading.parted(note.body, site=conf.base_url())
    return render(request, "commune/work_inbox.html", {"page": page})


@require_POST
@login_required
def read(request, pk: int):
    """Mark one note of the account as read."""
    notes = OutboxMessage.objects.inbox_of(request.user)
    if not notes.filter(pk=pk).exists():
        raise Http404
    decisions.mark_read(pk, user=request.user)
    return redirect("work_inbox")


@require_safe
@never_cache
@login_required
def by_hand(request):
    names = _teller(request)
    rows = OutboxMessage.objects.by_hand_for(names)
    told = OutboxMessage.objects.filter(
        state=MessageState.SENT,
        channel__in=(Channel.CALL, Channel.PRINT),
        for_role__in=names,
        handled_at__isnull=False,
    ).select_related("handled_by")
    context = {
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "told": told.order_by("-handled_at")[:DONE_SHOWN],
    }
    for row in [*context["page"], *context["told"]]:
        row.shown_recipient = format_phone(row.recipient)
    return render(request, "commune/work_by_hand.html", context)


@require_POST
@login_required
def told(request, pk: int):
    """Note who told the person; a second click, or a colleague's, changes nothing."""
    names = _teller(request)
    if not OutboxMessage.objects.filter(pk=pk, for_role__in=names).exists():
        raise Http404
    act = decisions.take_back_told if "undo" in request.POST else decisions.tell_done
    try:
        act(pk, actor=request.user)
    except decisions.DecisionError:
        messages.warning(request, _("Somebody has changed this message meanwhile."))
    return redirect("work_by_hand")


def _teller(request) -> frozenset[str]:
    names = roles.roles_of(request.user).intersection(TELLERS)
    if not names:
        raise PermissionDenied
    return names
