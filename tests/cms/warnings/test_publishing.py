import pytest

from cms.warnings.publishing import withdraw
from tests.cms.factories import warning

pytestmark = pytest.mark.django_db


def test_withdrawing_publishes_no_draft_that_nobody_approved(tree, user_in):
    page = warning(tree)
    page.save_revision().publish()
    draft = page.get_latest_revision_as_object()
    draft.message = "Chưa ai duyệt."
    draft.save_revision()
    withdraw(page, user=user_in("Warning officers"), reason="Đã xử lý.")
    page.refresh_from_db()
    assert (page.message, page.is_over) == ("Có cuộc gọi lạ.", True)
