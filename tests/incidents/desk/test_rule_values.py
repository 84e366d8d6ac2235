"""A wrong value in a rule is told beside its field; the quick log goes on."""

import json

import pytest
from django.urls import reverse

from commune.access import roles
from incidents.models import Category, DeadlineRule, GuessRule

pytestmark = pytest.mark.django_db

WRONG = [
    *((Category, "default_factors", v) for v in ("a", 7, [1], {"ZZ": 1})),
    *((Category, "default_factors", {"II": v}) for v in (5, -1, "x", None, True)),
    *((GuessRule, "factors", v) for v in ("x", [1], {"II": "q"})),
    (GuessRule, "channel", "bồ câu"),
    *((DeadlineRule, "condition", v) for v in (7, [1], {"ai": ["x"]})),
    *((DeadlineRule, "condition", {"severity": v}) for v in ([], ["P9"], "P9", None)),
    (DeadlineRule, "condition", {"serious_disruption": ["yes"]}),
    *((DeadlineRule, "reminders", v) for v in ({"a": 1}, ["x"], 7, [True], [10**9])),
    *((DeadlineRule, "reminders", v) for v in ([0] * 11, [1.5])),
    *((DeadlineRule, "clock_from", v) for v in ("zzz", "updated_at", "title")),
]
RIGHT = [
    (Category, "default_factors", {"II": 2, "FI": 0}),
    (GuessRule, "channel", "phone"),
    (DeadlineRule, "condition", {"severity": ["P1"], "serious_disruption": True}),
    (DeadlineRule, "reminders", [-240, 0, 1440]),
    (DeadlineRule, "clock_from", "resolved_at"),
]


def save(client, model, field: str, value):
    """Write one value into the form of a row; return the answer and the row."""
    row = model.objects.order_by("pk").first()
    address = reverse(f"{model._meta.model_name}:edit", args=[row.pk])
    form = client.get(address).context["form"]
    held = {name: form[name].value() for name in form.fields}
    held = {n: v for n, v in held.items() if v is not None and v is not False}
    sent = value if field in {"channel", "clock_from"} else json.dumps(value)
    return client.post(address, held | {field: sent}), row


@pytest.fixture
def desk(client, user_in):
    client.force_login(user_in(roles.RESPONSE_LEADS, username="to-truong"))
    return client


@pytest.mark.parametrize(("model", "field", "value"), WRONG)
def test_a_wrong_value_is_told_beside_its_field(desk, model, field, value):
    before = model.objects.count()
    answer, row = save(desk, model, field, value)
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert model.objects.count() == before
    assert getattr(model.objects.get(pk=row.pk), field) == getattr(row, field)


@pytest.mark.parametrize(("model", "field", "value"), RIGHT)
def test_a_right_value_is_kept(desk, model, field, value):
    answer, row = save(desk, model, field, value)
    assert answer.status_code == 302, answer.context["form"].errors
    newest = model.objects.filter(code=row.code).order_by("-valid_from").first()
    assert getattr(newest, field) == value


@pytest.mark.parametrize("model", [Category, GuessRule, DeadlineRule])
def test_every_shipped_rule_passes(model):
    for row in model.objects.all():
        row.full_clean()
