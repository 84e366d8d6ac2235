"""What every page type shares: clean text, an address, what the search reads."""

from datetime import date

from django.db import models
from django.utils import timezone
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import Page, Site
from wagtail.search import index

from commune.vietnamese import fold, nfc


class PageForm(WagtailAdminPageForm):
    """Asks for no address: who leaves it empty gets one made of the title.

    The script that fills it in comes too late for a quick hand, or not at all.

    Counts as edited only what somebody has edited.

    Else whoever merely approves a page is taken for its last writer, and the workflow
    asks for another approval. Two things looked like edits: a browser's line ends, and
    fields whose default is made anew each time, for which Django expects a hidden twin
    in the form that Wagtail does not write.
    """

    def __init__(self, data=None, *args, **kwargs):
        if data is not None:
            data = data.copy()
            for name, values in data.lists():
                data.setlist(name, [_line_ends(value) for value in values])
        super().__init__(data, *args, **kwargs)
        for field in self.fields.values():
            field.show_hidden_initial = False
        if "slug" in self.fields:
            self.fields["slug"].required = False


def _line_ends(value):
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


class PublicPage(Page):
    """A page of the public site.

    Page types state what the search may read: `search_heading`, `search_body`,
    `search_words`. `is_searchable` says whether the search shows the page at all.
    """

    SEARCH_KIND = ""
    base_form_class = PageForm

    # cms.search.entries writes both indexes itself, many pages in one go.
    search_auto_update = False
    search_fields = [
        *Page.search_fields,
        index.SearchField("folded_title"),
        index.AutocompleteField("folded_title"),
    ]

    class Meta:
        abstract = True

    def clean(self):
        clean_texts(self)
        super().clean()

    def folded_title(self) -> str:
        """Let the admin's own search find a title typed without marks."""
        return fold(self.title)

    @property
    def is_searchable(self) -> bool:
        return bool(self.SEARCH_KIND)

    def search_heading(self) -> str:
        return self.title

    def search_body(self) -> str:
        """Return the text that the search reads and that an excerpt may show."""
        return self.search_description

    def search_words(self) -> str:
        """Return further words that find the page: numbers, synonyms."""
        return ""

    def search_note(self) -> str:
        """Return the line below the heading in a list of results."""
        return self.search_description

    def search_day(self) -> date | None:
        moment = self.first_published_at
        return timezone.localdate(moment) if moment else None


def clean_texts(instance: models.Model) -> None:
    """Put every text field of a record into one normal form, nothing invisible."""
    for field in instance._meta.concrete_fields:
        value = getattr(instance, field.attname)
        if isinstance(value, str) and isinstance(
            field, models.CharField | models.TextField
        ):
            setattr(instance, field.attname, nfc(value))


def plain_text(stream) -> str:
    """Return the words of a stream field's blocks, without their markup."""
    return "\n".join(stream.stream_block.get_searchable_content(stream))


def address_of(page: Page) -> str:
    """Return a page's path on this site without asking the database again."""
    for root in Site.get_site_root_paths():
        if page.url_path.startswith(root.root_path):
            return "/" + page.url_path[len(root.root_path) :]
    return page.get_url() or "/"
