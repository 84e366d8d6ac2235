"""The blocks of a story, and the rows of a procedure."""

from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.rich_text import RichText, expand_db_html

from cms.pages.safe_html import FEATURES, clean_shown, clean_stored
from commune.vietnamese import nfc


class ParagraphBlock(blocks.RichTextBlock):
    """Text with headings, bold, italic, links and lists; cleaned in and out."""

    def __init__(self, **kwargs):
        kwargs.setdefault("features", FEATURES)
        super().__init__(**kwargs)

    def clean(self, value):
        value = super().clean(value)
        return RichText(clean_stored(nfc(value.source)))

    def get_prep_value(self, value):
        return clean_stored(super().get_prep_value(value))

    def render_basic(self, value, context=None):
        # Cleaned one line up: nothing but the tags of cms.pages.safe_html is left.
        html = clean_shown(expand_db_html(value.source))
        return mark_safe(html)  # noqa: S308

    class Meta:
        icon = "pilcrow"
        label = _("Text")


class CleanTextBlock(blocks.TextBlock):
    def clean(self, value):
        return nfc(super().clean(value))


class CleanCharBlock(blocks.CharBlock):
    def clean(self, value):
        return nfc(super().clean(value))


class StoryBlock(blocks.StreamBlock):
    """The body of news and standing pages."""

    text = ParagraphBlock()
    quote = blocks.StructBlock(
        [
            ("text", CleanTextBlock(label=_("Quotation"), rows=3, max_length=1000)),
            ("source", CleanCharBlock(label=_("Who said it"), required=False)),
        ],
        icon="openquote",
        label=_("Quotation"),
        template="cms/blocks/quote.html",
    )
    callout = CleanTextBlock(
        rows=3,
        max_length=600,
        icon="warning",
        label=_("Boxed note"),
        template="cms/blocks/callout.html",
    )


class DocumentRowBlock(blocks.StructBlock):
    """One paper of a dossier."""

    name = CleanTextBlock(label=_("Paper"), rows=2, max_length=1000)
    originals = blocks.IntegerBlock(label=_("Originals"), min_value=0, default=1)
    copies = blocks.IntegerBlock(label=_("Copies"), min_value=0, default=0)
    form = CleanCharBlock(label=_("Form"), required=False, max_length=200)

    class Meta:
        icon = "doc-full"
        label = _("Paper")


class FeeRowBlock(blocks.StructBlock):
    """One fee; zero dong reads as free of charge."""

    amount = blocks.IntegerBlock(label=_("Amount (dong)"), min_value=0, default=0)
    condition = CleanCharBlock(
        label=pgettext_lazy("fee", "In which case"), required=False, max_length=500
    )
    legal_basis = CleanCharBlock(label=_("Legal basis"), required=False, max_length=300)

    class Meta:
        icon = "tag"
        label = _("Fee")


class TaskLinkBlock(blocks.StructBlock):
    """One large link of the home page."""

    label = CleanCharBlock(label=_("Words of the link"), max_length=60)
    hint = CleanCharBlock(label=_("Smaller line"), required=False, max_length=80)
    address = CleanCharBlock(
        label=_("Address"),
        max_length=300,
        help_text=_("/thu-tuc/ or https://..."),
    )

    def clean(self, value):
        value = super().clean(value)
        if not value["address"].startswith(("/", "https://")):
            raise blocks.StructBlockValidationError(
                {"address": blocks.ValidationError(_("Begin with / or https://"))}
            )
        return value

    class Meta:
        icon = "link"
        label = _("Link")
