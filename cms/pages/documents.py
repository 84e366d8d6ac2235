from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from cms.pages.base import PublicPage
from cms.pages.lists import page_of
from cms.pages.openness import shown

PAGE_SIZE = 20


class LegalDocumentsIndexPage(PublicPage):
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.LegalDocumentPage"]
    max_count = 1
    template = "cms/document_list.html"

    class Meta:
        verbose_name = _("list of legal documents")

    def get_context(self, request, *args, **kwargs):
        documents = shown(LegalDocumentPage.objects.child_of(self))
        documents = documents.order_by("-issued_on", "-pk")
        context = super().get_context(request, *args, **kwargs)
        return context | {"documents": page_of(documents, request, size=PAGE_SIZE)}


class LegalDocumentPage(PublicPage):
    """A decision, plan or notice, with its number and its file."""

    SEARCH_KIND = "document"

    number = models.CharField(_("number"), max_length=60)
    document_type = models.CharField(_("kind of document"), max_length=60, blank=True)
    issuer = models.CharField(_("issuer"), max_length=200)
    issued_on = models.DateField(_("issued on"))
    effective_on = models.DateField(_("in force from"), null=True, blank=True)
    abstract = models.TextField(_("abstract"), max_length=2000)
    file = models.ForeignKey(
        "wagtaildocs.Document",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("file"),
    )

    content_panels = [
        *PublicPage.content_panels,
        FieldRowPanel([FieldPanel("number"), FieldPanel("document_type")]),
        FieldPanel("issuer"),
        FieldRowPanel([FieldPanel("issued_on"), FieldPanel("effective_on")]),
        FieldPanel("abstract"),
        FieldPanel("file"),
    ]
    parent_page_types = ["cms.LegalDocumentsIndexPage"]
    subpage_types: list[str] = []
    template = "cms/document.html"

    class Meta:
        verbose_name = _("legal document")
        verbose_name_plural = _("legal documents")

    def search_body(self):
        return f"{self.abstract}\n{self.issuer}"

    def search_words(self):
        return f"{self.number} {self.document_type}"

    def search_note(self):
        return f"{self.number} · {self.issuer}"

    def search_day(self):
        return self.issued_on
