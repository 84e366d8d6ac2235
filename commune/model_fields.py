"""The fields of a model as the form, the history and the sentences need them."""

from django.db.models import Field, Model


def field_of(model: type[Model] | Model, name: str) -> Field:
    """Return a field by its name; TypeError for a relation that another model owns."""
    found = model._meta.get_field(name)
    if not isinstance(found, Field):
        raise TypeError(f"{name} is no field of its own")
    return found
