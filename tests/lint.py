"""Style and contracts: everything runs, the first failure does not hide the next."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CHECKS = {
    "ruff check": ["ruff", "check", "."],
    "ruff format": ["ruff", "format", "--check", "."],
    "import contracts": ["importlinter.cli", "lint"],
    "types": ["mypy"],
    "templates": ["djhtml", "--check", *map(str, sorted(ROOT.glob("*/templates")))],
}


def main() -> int:
    failed = []
    for name, (module, *arguments) in CHECKS.items():
        command = [sys.executable, "-m", module, *arguments]
        if module == "importlinter.cli":
            command = [
                sys.executable,
                "-c",
                "from importlinter.cli import lint_imports_command as run; run()",
            ]
        result = subprocess.run(
            command, cwd=ROOT, check=False, capture_output=True, text=True
        )
        if result.returncode:
            failed.append(name)
            sys.stdout.write(f"--- {name}\n{result.stdout}{result.stderr}\n")
    sys.stdout.write(f"lint: {', '.join(failed) + ' FAILED' if failed else 'clean'}\n")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
