from commune.access import roles

RECORDS = ["course", "trainingclass", "session", "venue", "room"]
PEOPLE = ["person", "enrolment", "attendancerecord"]
RULES = ["targetgroup", "consentwording"]
OWN_RULES = ["competence", "certificatenumbering"]

GRANTS = {
    roles.TRAINING_MANAGERS: [
        *(f"training.{act}_{m}" for m in RECORDS for act in ("view", "change")),
        *(f"training.add_{m}" for m in RECORDS if m != "session"),
        *(f"training.view_{model}" for model in [*PEOPLE, "exportlog"]),
        *(f"training.{act}_enrolment" for act in ("add", "change")),
        *(f"commune.{act}_{m}" for m in RULES for act in ("view", "add", "change")),
        *(
            f"training.{act}_{m}"
            for m in OWN_RULES
            for act in ("view", "add", "change")
        ),
    ],
    roles.TRAINERS: [
        "training.view_course",
        "training.view_trainingclass",
        "training.view_session",
        "training.view_enrolment",
    ],
}
