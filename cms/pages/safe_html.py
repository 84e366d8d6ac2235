"""Rich text holds a few plain tags and safe links, whatever was sent. Pure."""

import nh3

STORED_TAGS = {"h2", "h3", "p", "br", "b", "strong", "i", "em", "ol", "ul", "li", "a"}
SCHEMES = {"http", "https", "mailto", "tel"}
FEATURES = ["h2", "h3", "bold", "italic", "link", "ol", "ul"]


def clean_stored(html: str) -> str:
    """Clean what goes into the database; links to pages keep their page number."""
    return _clean(html, {"href", "linktype", "id"})


def clean_shown(html: str) -> str:
    """Clean what goes to a visitor, old rows and other writers included."""
    return _clean(html, {"href"})


def _clean(html: str, link_attributes: set[str]) -> str:
    return nh3.clean(
        html,
        tags=STORED_TAGS,
        attributes={"a": link_attributes},
        url_schemes=SCHEMES,
        link_rel="noopener",
    )
