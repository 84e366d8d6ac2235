"""The step "the chief editor approves": never one's own text."""

from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask


class ChiefEditorTask(AbstractGroupApprovalTask):
    """An approval by the members of some groups, but not by who wrote or asked."""

    class Meta:
        verbose_name = _("approval by another person")
        verbose_name_plural = _("approvals by another person")

    def get_actions(self, obj, user):
        actions = super().get_actions(obj, user)
        if is_own_work(obj, user):
            return [action for action in actions if action[0] != "approve"]
        return actions

    def get_task_states_user_can_moderate(self, user, **kwargs):
        states = super().get_task_states_user_can_moderate(user, **kwargs)
        return states.exclude(workflow_state__requested_by=user)

    @classmethod
    def get_description(cls):
        return _("Chosen groups approve; nobody approves one's own text.")


def is_own_work(obj, user) -> bool:
    """Say whether `user` asked for this approval or wrote the revision in question."""
    state = obj.current_workflow_state
    revision = obj.latest_revision
    return bool(
        (state and state.requested_by_id == user.pk)
        or (revision and revision.user_id == user.pk)
    )
