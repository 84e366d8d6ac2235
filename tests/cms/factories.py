"""Pages for tests, published unless said otherwise."""

from datetime import timedelta

from django.utils import timezone

from cms.pages import NewsPage, ProcedurePage, WarningPage
from commune.vietnamese import slugify


def news(tree, title="Tin mẫu", **fields) -> NewsPage:
    values = {"slug": slugify(title)[:80], "summary": "Tóm tắt", **fields}
    return tree.news.add_child(instance=NewsPage(title=title, **values))


def new_warning(title="Cảnh báo mẫu", **fields) -> WarningPage:
    now = timezone.now()
    values = {
        "slug": slugify(title)[:80],
        "message": "Có cuộc gọi lạ.",
        "do_now": "Dập máy.",
        "starts_at": now - timedelta(hours=1),
        "ends_at": now + timedelta(hours=72),
        **fields,
    }
    return WarningPage(title=title, **values)


def warning(tree, title="Cảnh báo mẫu", **fields) -> WarningPage:
    return tree.warnings.add_child(instance=new_warning(title, **fields))


def procedure(tree, code="1.000001", name="Đăng ký khai sinh", **fields):
    values = {"slug": slugify(code), "title": name[:200], "field": "Hộ tịch", **fields}
    return tree.procedures.add_child(
        instance=ProcedurePage(code=code, name=name, **values)
    )
