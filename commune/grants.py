from commune.access import roles

READ = ["village", "unit", "communityteam", "teammember"]
RULES = ["holiday", "officehours", "targetgroup", "consentwording"]

GRANTS = {
    roles.ADMINISTRATORS: [
        *(f"commune.view_{model}" for model in [*READ, *RULES, "outboxmessage"]),
        *(f"commune.add_{model}" for model in [*READ, *RULES]),
        *(f"commune.change_{model}" for model in [*READ, *RULES]),
    ],
    roles.TRAINING_MANAGERS: [f"commune.view_{model}" for model in READ],
}
