"""The sizes of a story's picture, made when it is saved: a GET writes nothing."""

STORY = "max-800x800|format-webp"
SHARE = "fill-1200x630|format-jpeg"
SPECS = (STORY, SHARE)


def make(image) -> None:
    """Make the sizes that pages show, where they are missing."""
    for spec in SPECS:
        image.get_rendition(spec)


def made(image_id: int) -> dict:
    """Return {spec: rendition} of what has been made, in one query."""
    from wagtail.images.models import Rendition

    found = Rendition.objects.filter(image_id=image_id, filter_spec__in=SPECS)
    return {rendition.filter_spec: rendition for rendition in found}
