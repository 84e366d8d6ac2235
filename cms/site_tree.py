"""The page tree, its workflow and who may do what in it; running it again is safe."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import yaml
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Site,
    Task,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from cms.models import (
    ChiefEditorTask,
    HomePage,
    LegalDocumentsIndexPage,
    NewsIndexPage,
    ProceduresIndexPage,
    SearchSynonym,
    StandardPage,
    VillagesIndexPage,
    WarningsIndexPage,
)
from commune import conf
from commune.access import grants, roles
from commune.rulebook import seeds

DATA = Path(__file__).parent / "data"
WORKFLOW = "Duyệt tin"
TASK = "Trưởng ban biên tập duyệt"
ROOT = "Gốc"
# What Wagtail's own migrations put into the database, in English.
STOCK_ROOT = "Root"
STOCK_WORKFLOW = "Moderators approval"

SECTIONS = (
    (NewsIndexPage, "tin-tuc", "Tin tức"),
    (WarningsIndexPage, "canh-bao", "Cảnh báo"),
    (ProceduresIndexPage, "thu-tuc", "Thủ tục hành chính"),
    (LegalDocumentsIndexPage, "van-ban", "Văn bản"),
    (VillagesIndexPage, "to-cong-nghe-so", "Thôn và tổ công nghệ số cộng đồng"),
)
PAGE_GRANTS = {
    roles.EDITORS: ["add_page", "change_page"],
    roles.CHIEF_EDITORS: [
        *("add_page", "change_page", "publish_page"),
        *("lock_page", "unlock_page"),
    ],
}
WARNING_GRANTS = {roles.WARNING_OFFICERS: ["add_page", "change_page", "publish_page"]}
FILE_GRANTS = {
    ("wagtailimages", "image"): [roles.EDITORS, roles.CHIEF_EDITORS],
    ("wagtaildocs", "document"): [roles.EDITORS, roles.CHIEF_EDITORS],
}


@dataclass(frozen=True)
class SiteTree:
    """The pages that everything else hangs under."""

    home: HomePage
    news: NewsIndexPage
    warnings: WarningsIndexPage
    procedures: ProceduresIndexPage
    documents: LegalDocumentsIndexPage
    villages: VillagesIndexPage


@transaction.atomic
def create() -> SiteTree:
    """Create what is missing and return the tree; what exists is left as it is."""
    home = HomePage.objects.first() or _home()
    _point_site_at(home)
    _name_roots()
    sections = [_section(home, *section) for section in SECTIONS]
    tree = SiteTree(home, *sections)
    _standing_pages(home)
    _grant_pages(tree)
    _grant_files()
    _workflow(home)
    seeds.load(SearchSynonym, seeds.read(DATA / "synonyms.yaml")["search_synonyms"])
    return tree


def _home() -> HomePage:
    root = Page.get_first_root_node()
    # Wagtail gives its own two groups rights over the root of the tree. Only now: what
    # an administrator gives there later is meant.
    GroupPagePermission.objects.filter(page=root).delete()
    Group.objects.filter(name="Moderators", user=None).delete()
    name = conf.commune()["name"]
    return root.add_child(
        instance=HomePage(
            title=name,
            slug="trang-chu",
            top_tasks=_read("home.yaml")["top_tasks"],
            show_in_menus=False,
        )
    )


def _point_site_at(home: HomePage) -> None:
    """Make the default site show our tree, and remove Wagtail's welcome page."""
    base = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    site = Site.objects.filter(is_default_site=True).first() or Site(
        is_default_site=True
    )
    if site.pk and site.root_page_id == home.pk:
        return
    old_root = site.root_page if site.root_page_id else None
    site.hostname = base.hostname or "localhost"
    site.port = base.port or (443 if base.scheme == "https" else 80)
    site.site_name = conf.commune()["name"]
    site.root_page = home
    site.save()
    if old_root and old_root.specific_class is Page and not old_root.get_children():
        old_root.delete()


def _section(home: HomePage, model: type[Page], slug: str, title: str) -> Page:
    existing = model.objects.first()
    return existing or home.add_child(instance=model(title=title, slug=slug))


def _standing_pages(home: HomePage) -> None:
    for item in _read("standard_pages.yaml")["pages"]:
        if not home.get_children().filter(slug=item["slug"]).exists():
            home.add_child(
                instance=StandardPage(
                    title=item["title"],
                    slug=item["slug"],
                    search_description=item["description"],
                    body=[("text", item["body"])],
                )
            )


def _grant_pages(tree: SiteTree) -> None:
    for page, given in ((tree.home, PAGE_GRANTS), (tree.warnings, WARNING_GRANTS)):
        for role, codenames in given.items():
            group = Group.objects.get(name=role)
            for codename in codenames:
                if grants.is_first_time(role, codename, f"page {page.pk}"):
                    GroupPagePermission.objects.get_or_create(
                        group=group, page_id=page.pk, permission=_permission(codename)
                    )


def _grant_files() -> None:
    root = Collection.get_first_root_node()
    for (app, model), role_names in FILE_GRANTS.items():
        for role in role_names:
            for verb in ("add", "change", "choose"):
                if not grants.is_first_time(role, f"{app}.{verb}_{model}", "files"):
                    continue
                GroupCollectionPermission.objects.get_or_create(
                    group=Group.objects.get(name=role),
                    collection=root,
                    permission=_permission(f"{verb}_{model}", app),
                )


def _permission(codename: str, app: str = "wagtailcore") -> Permission:
    return Permission.objects.get(content_type__app_label=app, codename=codename)


def _workflow(home: HomePage) -> None:
    """Let the chief editors approve whatever editors ask for, on the whole site."""
    task, is_new = ChiefEditorTask.objects.get_or_create(name=TASK)
    if is_new:
        task.groups.set(Group.objects.filter(name=roles.CHIEF_EDITORS))
    workflow, _created = Workflow.objects.get_or_create(name=WORKFLOW)
    WorkflowTask.objects.get_or_create(
        workflow=workflow, task=task, defaults={"sort_order": 0}
    )
    WorkflowPage.objects.get_or_create(page_id=home.pk, defaults={"workflow": workflow})
    WorkflowPage.objects.exclude(workflow=workflow).filter(
        page=Page.get_first_root_node()
    ).delete()
    _retire_stock_workflow()


def _retire_stock_workflow() -> None:
    """Remove the workflow that Wagtail ships for its own "Moderators".

    Where somebody has used it, its history keeps it and it is only switched off.
    """
    workflows = Workflow.objects.filter(name=STOCK_WORKFLOW)
    workflows.filter(workflow_states=None).delete()
    workflows.filter(active=True).update(active=False)
    Task.objects.filter(
        name=STOCK_WORKFLOW, task_states=None, workflow_tasks=None
    ).delete()


def _name_roots() -> None:
    """Give the roots of pages and collections, both "Root", a Vietnamese name."""
    page = Page.get_first_root_node()
    if page.title == STOCK_ROOT:
        page.title = page.draft_title = ROOT
        page.save()
    collection = Collection.get_first_root_node()
    if collection.name == STOCK_ROOT:
        collection.name = ROOT
        collection.save()


def _read(name: str) -> dict:
    return yaml.safe_load((DATA / name).read_text(encoding="utf-8"))
