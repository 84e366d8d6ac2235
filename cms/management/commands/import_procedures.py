from cms.procedures.importing import plan_from
from commune.importing import ImportCommand


class Command(ImportCommand):
    help = (
        "Import the official list of administrative procedures (XLSX or CSV). New rows "
        "are published, changed ones become drafts, missing ones go out of force."
    )

    def plan(self, file):
        return plan_from(file)
