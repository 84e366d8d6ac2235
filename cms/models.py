from cms.approval import ChiefEditorTask
from cms.pages import (
    HomePage,
    LegalDocumentPage,
    LegalDocumentsIndexPage,
    NewsIndexPage,
    NewsPage,
    ProcedurePage,
    ProceduresIndexPage,
    StandardPage,
    VillagesIndexPage,
    WarningPage,
    WarningsIndexPage,
)
from cms.search.entries import SearchEntry
from cms.search.synonyms import SearchSynonym

__all__ = [
    "ChiefEditorTask",
    "HomePage",
    "LegalDocumentPage",
    "LegalDocumentsIndexPage",
    "NewsIndexPage",
    "NewsPage",
    "ProcedurePage",
    "ProceduresIndexPage",
    "SearchEntry",
    "SearchSynonym",
    "StandardPage",
    "VillagesIndexPage",
    "WarningPage",
    "WarningsIndexPage",
]
