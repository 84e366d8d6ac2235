from commune.importing import ImportCommand
from commune.place_import import plan_villages


class Command(ImportCommand):
    help = "Import the commune's villages (XLSX or CSV): code and name."

    def plan(self, file):
        return plan_villages(file)
