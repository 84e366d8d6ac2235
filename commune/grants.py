from commune.access import roles

READ = ["village", "unit", "communityteam", "teammember"]
RULES = [
    "holiday",
    "officehours",
    "targetgroup",
    "consentwording",
    "retentionperiod",
    "speechabbreviation",
]

# Everyone with a desk; teams and leaders have their own light pages.
NO_DESK = {roles.COMMUNITY_TEAMS, roles.LEADERSHIP}
OFFICE = [role for role in roles.ALL if role not in NO_DESK]

GRANTS: dict[str, list[str]] = {role: ["wagtailadmin.access_admin"] for role in OFFICE}
GRANTS[roles.ADMINISTRATORS] += [
    # Accounts are switched off, never deleted; the groups' names stand in code.
    *("auth.add_user", "auth.change_user", "auth.change_group"),
    *(f"commune.view_{model}" for model in [*READ, *RULES, "outboxmessage"]),
    *(f"commune.add_{model}" for model in [*READ, *RULES]),
    *(f"commune.change_{model}" for model in [*READ, *RULES]),
]
GRANTS[roles.TRAINING_MANAGERS] += [f"commune.view_{model}" for model in READ]
