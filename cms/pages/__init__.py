"""The page types of the public site, one file a type."""

from cms.pages.documents import LegalDocumentPage, LegalDocumentsIndexPage
from cms.pages.home import HomePage
from cms.pages.news import NewsIndexPage, NewsPage
from cms.pages.procedures import ProcedurePage, ProceduresIndexPage
from cms.pages.standard import StandardPage
from cms.pages.villages import VillagesIndexPage
from cms.pages.warnings import WarningPage, WarningsIndexPage

__all__ = [
    "HomePage",
    "LegalDocumentPage",
    "LegalDocumentsIndexPage",
    "NewsIndexPage",
    "NewsPage",
    "ProcedurePage",
    "ProceduresIndexPage",
    "StandardPage",
    "VillagesIndexPage",
    "WarningPage",
    "WarningsIndexPage",
]
