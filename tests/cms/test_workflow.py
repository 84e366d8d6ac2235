"""Who writes, who approves, who publishes."""

import pytest
from django.db import transaction
from django.urls import reverse
from wagtail.models import Page, Workflow

from cms.approval import is_own_work
from cms.pages import NewsPage, WarningPage
from commune.access import roles
from commune.models import OutboxMessage
from commune.models.outbox import Channel
from tests.cms import factories

pytestmark = pytest.mark.whole_site


def rights(page, user):
    permissions = Page.objects.get(pk=page.pk).permissions_for_user(user)
    return permissions.can_edit(), permissions.can_publish()


@pytest.mark.parametrize(
    ("role", "on_news", "on_warnings"),
    [
        (roles.EDITORS, (True, False), (True, False)),
        (roles.CHIEF_EDITORS, (True, True), (True, True)),
        (roles.WARNING_OFFICERS, (False, False), (True, True)),
        (roles.COMMUNITY_TEAMS, (False, False), (False, False)),
        (roles.LEADERSHIP, (False, False), (False, False)),
        (roles.ADMINISTRATORS, (False, False), (False, False)),
        (roles.RESPONDERS, (False, False), (False, False)),
    ],
)
def test_role_may_edit_and_publish(tree, user_in, role, on_news, on_warnings):
    user = user_in(role)

    assert rights(tree.news, user) == on_news
    assert rights(tree.warnings, user) == on_warnings


def submitted(tree, user):
    page = factories.news(tree, "Bài chờ duyệt", live=False)
    page.save_revision(user=user)
    page.get_workflow().start(page, user)
    return NewsPage.objects.get(pk=page.pk)


def notices() -> dict[str, str]:
    rows = OutboxMessage.objects.filter(channel=Channel.EMAIL)
    return dict(rows.values_list("recipient", "state"))


def with_mail(user):
    user.email = f"{user.username}@xa-mau.example"
    user.save()
    return user


def test_notices_wait_in_the_outbox_whatever_the_mail_host_does(
    tree, user_in, settings, mailoutbox
):
    settings.EMAIL_BACKEND = "tests.commune.broken_mail.Backend"
    writer = with_mail(user_in(roles.EDITORS))
    chief = with_mail(user_in(roles.CHIEF_EDITORS))
    page = submitted(tree, writer)
    assert notices() == {chief.email: "waiting"}
    page.current_workflow_task_state.reject(user=chief, comment="Sửa tiêu đề")
    assert notices() == {chief.email: "waiting", writer.email: "waiting"}
    assert mailoutbox == []


def test_no_notice_is_left_of_what_was_undone(tree, user_in):
    with_mail(user_in(roles.CHIEF_EDITORS))
    writer = user_in(roles.EDITORS)
    with transaction.atomic():
        submitted(tree, writer)
        assert len(notices()) == 1
        transaction.set_rollback(True)
    assert notices() == {}


def actions(page, user):
    task = page.current_workflow_task.specific
    return {name for name, _label, _modal in task.get_actions(page, user)}


def test_chief_editor_approves_what_an_editor_wrote(tree, user_in):
    writer, chief = user_in(roles.EDITORS), user_in(roles.CHIEF_EDITORS)
    page = submitted(tree, writer)
    assert actions(page, writer) == set()
    assert actions(page, chief) == {"approve", "reject"}

    page.current_workflow_task_state.approve(user=chief)

    page.refresh_from_db()
    assert page.live


def test_nobody_approves_own_work(tree, user_in):
    chief = user_in(roles.CHIEF_EDITORS)
    page = submitted(tree, chief)

    assert is_own_work(page, chief)
    assert actions(page, chief) == {"reject"}


def test_editor_cannot_publish_by_a_crafted_post(client, tree, user_in):
    user = user_in(roles.EDITORS)
    page = submitted(tree, user)
    client.force_login(user)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    state = page.current_workflow_task_state

    data = {"title": "Đăng trộm", "slug": page.slug, "summary": "x", "topic": "notice"}
    data |= {"date": "24/11/2026", "body-count": "0", "action-publish": "1"}

    client.post(address, data)
    client.post(
        reverse(
            "wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk]
        )
    )

    page.refresh_from_db()
    assert page.live is False


def test_warning_officer_writes_nothing_but_warnings(client, tree, user_in):
    client.force_login(user_in(roles.WARNING_OFFICERS))

    def add(model, parent):
        label = model._meta.model_name
        return reverse("wagtailadmin_pages:add", args=["cms", label, parent.pk])

    assert client.get(add(WarningPage, tree.warnings)).status_code == 200
    assert client.get(add(NewsPage, tree.news)).status_code == 302


def test_edit_after_the_request_needs_a_new_approval(tree, user_in, settings):
    assert settings.WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT is True


def test_site_tree_is_created_once(tree, user_in):
    from cms import site_tree

    counts = Page.objects.count(), Workflow.objects.filter(active=True).count()

    site_tree.create()

    assert (
        Page.objects.count(),
        Workflow.objects.filter(active=True).count(),
    ) == counts
    assert counts[1] == 1


def test_page_saved_without_an_address_gets_one_of_its_title(client, tree, user_in):
    client.force_login(user_in(roles.EDITORS))
    factories.news(tree, "Đường điện thôn Mỹ Ré", slug="duong-dien-thon-my-re")
    url = reverse("wagtailadmin_pages:add", args=["cms", "newspage", tree.news.pk])
    form = {"title": "Đường điện thôn Mỹ Ré", "summary": "Một dòng.", "slug": ""}
    more = {"date": "28/11/2026", "topic": "notice", "body-count": "0"}

    client.post(url, form | more)

    page = NewsPage.objects.order_by("pk").last()
    assert page.slug == "duong-dien-thon-my-re-2"
