"""Wagtail's own login door, mounted for the negative control."""

from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls

from config import urls

urlpatterns = [path("wagtail/", include(wagtailadmin_urls)), *urls.urlpatterns]
