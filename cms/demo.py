"""The demo commune's public site: news, warnings, documents, 463 procedures."""

import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import yaml
from django.db import transaction
from django.utils import timezone

from cms import demo_pictures, site_tree
from cms.demo_procedures import extras
from cms.pages import LegalDocumentPage, NewsPage, ProcedurePage, WarningPage
from cms.procedures.sample import write_sample_workbook
from commune import conf
from commune.models import Village

DATA = Path(__file__).parent / "data"
CONTACT = {
    "office_address": "Thôn 01 (mẫu), xã Như Xuân, tỉnh Thanh Hóa",
    "office_phone": "0237 000 0000",
    "office_email": "ubnd@xa-mau.example",
    "office_hours": "Thứ Hai – thứ Sáu: 7 giờ 30 – 11 giờ 30, 13 giờ 30 – 17 giờ\n"
    "Sáng thứ Bảy: 8 giờ – 11 giờ (Trung tâm Phục vụ hành chính công)",
}


@transaction.atomic
def load(*, write: Callable[[str], object], scale: int = 0) -> None:
    """Create what is missing; pages that exist keep what was changed in them."""
    tree = site_tree.create()
    _contact(tree.home)
    pictures = demo_pictures.create()
    for item in _read("demo_news")["news"]:
        _news(tree.news, item, pictures)
    for item in _read("demo_warnings")["warnings"]:
        _warning(tree.warnings, item)
    for item in _read("demo_documents")["documents"]:
        _document(tree.documents, item)
    _procedures()
    write(
        f"{NewsPage.objects.count()} news, {ProcedurePage.objects.count()} procedures"
    )


def _contact(home) -> None:
    if not home.office_address:
        for name, value in CONTACT.items():
            setattr(home, name, value)
        home.save()


def _news(index, item: dict, pictures: dict) -> None:
    if NewsPage.objects.filter(slug=item["slug"]).exists():
        return
    day = timezone.localdate() - timedelta(days=item["days_ago"])
    picture = pictures.get(item["topic"])
    page = NewsPage(
        title=item["title"],
        slug=item["slug"],
        date=day,
        topic=item["topic"],
        summary=item["summary"],
        body=[("text", item["body"])],
        image=picture,
        is_image_decorative=picture is not None,
        first_published_at=timezone.now() - timedelta(days=item["days_ago"]),
    )
    page.villages = _villages(item.get("villages", []))
    _publish(index, page)


def _warning(index, item: dict) -> None:
    if WarningPage.objects.filter(slug=item["slug"]).exists():
        return
    now = timezone.now()
    fields = ("title", "slug", "kind", "level", "message", "do_now", "dont", "hotline")
    page = WarningPage(
        **{name: item[name] for name in fields},
        starts_at=now,
        ends_at=now + timedelta(hours=item["hours"]),
    )
    page.villages = _villages(item["villages"])
    _publish(index, page)


def _document(index, item: dict) -> None:
    if LegalDocumentPage.objects.filter(slug=item["slug"]).exists():
        return
    day = timezone.localdate() - timedelta(days=item["issued_days_ago"])
    fields = ("title", "slug", "number", "document_type", "abstract")
    page = LegalDocumentPage(
        **{name: item[name] for name in fields},
        issuer=conf.commune()["authority"],
        issued_on=day,
        effective_on=day,
    )
    _publish(index, page)


def _publish(index, page) -> None:
    """Publish a new page by its first revision, so that its history begins there."""
    index.add_child(instance=page)
    page.save_revision().publish()


def _villages(codes: list[str]):
    return Village.objects.filter(code__in=codes)


def _procedures() -> None:
    """Import the generated workbook as an office would, with details beside it."""
    from cms.procedures.importing import plan_from

    if ProcedurePage.objects.exists():
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "danh-sach-tthc.xlsx"
        write_sample_workbook(path)
        with path.open("rb") as file:
            plan_from(file, extras=extras()).carry_out()


def _read(name: str) -> dict:
    return yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))
