from commune.importing import ImportCommand
from commune.place_import import plan_teams


class Command(ImportCommand):
    help = "Import the digital teams and their members (XLSX or CSV)."

    def plan(self, file):
        return plan_teams(file)
