from commune.access import roles

READ = ["village", "unit", "communityteam", "teammember"]
RULES = ["holiday", "officehours", "targetgroup", "consentwording"]

OFFICE = (
    roles.RESPONDERS,
    roles.RESPONSE_LEADS,
    roles.TRAINERS,
    roles.TRAINING_MANAGERS,
    roles.EDITORS,
    roles.CHIEF_EDITORS,
    roles.WARNING_OFFICERS,
    roles.ADMINISTRATORS,
)

GRANTS = {role: ["wagtailadmin.access_admin"] for role in OFFICE}
GRANTS |= {
    roles.ADMINISTRATORS: [
        *GRANTS[roles.ADMINISTRATORS],
        *(f"commune.view_{model}" for model in [*READ, *RULES, "outboxmessage"]),
        *(f"commune.add_{model}" for model in [*READ, *RULES]),
        *(f"commune.change_{model}" for model in [*READ, *RULES]),
    ],
    roles.TRAINING_MANAGERS: [
        *GRANTS[roles.TRAINING_MANAGERS],
        *(f"commune.view_{model}" for model in READ),
    ],
}
