"""Serve public images in the demo, where no web server stands in front."""

from django.conf import settings
from django.urls import path
from django.views.static import serve


def media_patterns() -> list:
    """Serve image renditions alone: documents and originals have their own views."""
    return [
        path(
            "media/images/<path:path>",
            serve,
            {"document_root": settings.MEDIA_ROOT / "images"},
        )
    ]
