from commune.access import roles

ADMIN = ["wagtailadmin.access_admin"]
SYNONYMS = [f"cms.{verb}_searchsynonym" for verb in ("view", "add", "change")]

GRANTS = {
    roles.EDITORS: [*ADMIN],
    roles.CHIEF_EDITORS: [*ADMIN, *SYNONYMS],
    roles.WARNING_OFFICERS: [*ADMIN],
    roles.ADMINISTRATORS: [*ADMIN],
}
