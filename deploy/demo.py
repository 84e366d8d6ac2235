"""Prepare the demo commune and serve it: the web processes and the worker."""

import argparse
import hashlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.chdir(ROOT)
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.demo"

SOURCES = ("commune", "incidents", "training", "cms", "config", "requirements.txt")
KINDS = {".py", ".yaml", ".css", ".js", ".svg", ".png", ".mo", ".txt"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--prepare-only", action="store_true")
    options = parser.parse_args()
    os.environ.setdefault("BASE_URL", f"http://localhost:{options.port}")
    prepare()
    if options.prepare_only:
        return 0
    print_welcome(options.port)
    return serve(options.port)


def prepare() -> None:
    """Bring database, static files and demo data up to the code, once per version."""
    from django.conf import settings

    stamp = settings.VAR / "prepared"
    wanted = fingerprint(settings.DATABASES["default"]["NAME"])
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    import django
    from django.core.management import call_command

    django.setup()
    say("Preparing the demo commune (about a minute the first time) …")
    call_command("migrate", verbosity=0)
    if "shared" in settings.DATABASES:
        call_command("createcachetable", database="shared", verbosity=0)
    call_command("load_demo")
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(wanted)


def fingerprint(database: str) -> str:
    """Return a hash that changes with the code, its data or the database's name."""
    digest = hashlib.sha256(str(database).encode())
    for source in SOURCES:
        path = ROOT / source
        files = [path] if path.is_file() else sorted(path.rglob("*"))
        for file in files:
            if file.suffix in KINDS and file.is_file():
                digest.update(str(file.relative_to(ROOT)).encode())
                digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def print_welcome(port: int) -> None:
    from commune.demo_accounts import ACCOUNTS, PASSWORD

    home = f"http://localhost:{port}"
    lines = [
        "",
        f"  Trang công khai      {home}/",
        f"  Đăng nhập            {home}/tai-khoan/login/",
        f"  Việc trên điện thoại {home}/lam-viec/",
        f"  Quản trị             {home}/quan-tri/",
        "",
        f"  Mật khẩu của mọi tài khoản demo: {PASSWORD}",
        *(f"    {name:14}{title}" for name, (_role, title) in ACCOUNTS.items()),
        "",
        "  Ctrl+C để dừng. Mọi dữ liệu nằm trong thư mục var/.",
        "",
    ]
    say("\n".join(lines))


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def serve(port: int) -> int:
    """Run the web processes and the worker until one of them ends."""
    web = [
        sys.executable, "-m", "gunicorn", "config.wsgi:application",
        "--workers", "2", "--threads", "4", "--preload",
        "--bind", f"127.0.0.1:{port}", "--log-level", "warning",
    ]  # fmt: skip
    if has_ipv6():
        web += ["--bind", f"[::1]:{port}"]
    worker = [sys.executable, "manage.py", "work"]
    processes = [subprocess.Popen(web), subprocess.Popen(worker)]
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_args: stop(processes))
    while all(process.poll() is None for process in processes):
        time.sleep(0.3)
    stop(processes)
    return max(abs(process.wait()) for process in processes)


def has_ipv6() -> bool:
    import socket

    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True


def stop(processes: list[subprocess.Popen]) -> None:
    for process in processes:
        if process.poll() is None:
            process.terminate()


if __name__ == "__main__":
    sys.exit(main())
