"""Django's permissions open the screens; `visibility` decides each incident."""

from commune.access import roles

RULES = (
    "category",
    "guessrule",
    "deadlinerule",
    "internaltarget",
    "nationalcategory",
    "nationallevel",
    "recipient",
)

GRANTS = {
    roles.RESPONDERS: [
        "wagtailadmin.access_admin",
        "incidents.view_incident",
        "incidents.change_incident",
        *(f"incidents.view_{model}" for model in RULES),
    ],
    roles.RESPONSE_LEADS: [
        "wagtailadmin.access_admin",
        "incidents.view_incident",
        "incidents.change_incident",
        "incidents.export_incident",
        *(f"incidents.{verb}_{m}" for m in RULES for verb in ("view", "add", "change")),
    ],
}
