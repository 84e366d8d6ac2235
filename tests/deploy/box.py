"""What docker-compose.yml starts, started as processes without an engine."""

import os
import shutil
import socket
import ssl
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from http.client import HTTPSConnection
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
REDIS = shutil.which("redis-server")
WAIT_SECONDS = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port: int) -> None:
    until = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(f"nothing listens on {port}")


class Box:
    """PostgreSQL's URL comes from outside; everything else is started here."""

    def __init__(self, folder: Path, database_url: str):
        self.folder = folder
        self.processes: list[subprocess.Popen] = []
        self.redis_port, self.web_port = free_port(), free_port()
        self.http_port, self.port = free_port(), free_port()
        self.base = f"https://localhost:{self.port}"
        self.environment = {
            "PATH": os.environ["PATH"],
            "XASO_VAR": str(folder),
            "SECRET_KEY": "Zr8-mot-chuoi-du-dai-va-kho-doan-0123456789-abcdefghij",
            "DATABASE_URL": database_url,
            "REDIS_URL": f"redis://127.0.0.1:{self.redis_port}/0",
            "ALLOWED_HOSTS": "localhost",
            "BASE_URL": self.base,
            "EMAIL_URL": "smtp://127.0.0.1:9",
            "STORAGE_URL": f"file://{folder}/media",
            "EVIDENCE_DIR": f"{folder}/evidence",
            "TRUSTED_PROXIES": "127.0.0.1",
            "BIND": f"127.0.0.1:{self.web_port}",
            "WEB_PROCESSES": "2",
        }

    def start(self) -> None:
        self.run([REDIS, "--port", str(self.redis_port), "--save", ""])
        wait_for(self.redis_port)
        self.command("migrate")
        self.command("load_demo", "--yes-this-is-a-demo")
        self.run(self.entrypoint("web"))
        self.run(self.entrypoint("worker"))
        wait_for(self.web_port)
        self.run([NGINX, "-c", str(self.nginx_conf()), "-p", str(self.folder)])
        wait_for(self.port)

    def entrypoint(self, *arguments: str) -> list[str]:
        return [sys.executable, "deploy/entrypoint.py", *arguments]

    def run(self, command: list[str]) -> None:
        with (self.folder / "box.log").open("ab") as log:
            process = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=log
            )
        self.processes.append(process)

    def command(self, *arguments: str) -> str:
        done = subprocess.run(
            self.entrypoint(*arguments),
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout

    def stop(self) -> None:
        for process in reversed(self.processes):
            process.terminate()
        for process in self.processes:
            process.wait(timeout=40)

    def nginx_conf(self) -> Path:
        """Write a main file around the shipped one, with this machine's places."""
        make_certificate(self.folder)
        shipped = (ROOT / "deploy/nginx.conf").read_text(encoding="utf-8")
        for old, new in {
            "web:8001": f"127.0.0.1:{self.web_port}",
            "listen 8080": f"listen 127.0.0.1:{self.http_port}",
            "listen 8443": f"listen 127.0.0.1:{self.port}",
            "/etc/nginx/tls": str(self.folder),
            "/srv/xaso": str(self.folder),
        }.items():
            assert old in shipped
            shipped = shipped.replace(old, new)
        (self.folder / "site.conf").write_text(shipped, encoding="utf-8")
        main = self.folder / "nginx.conf"
        temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        paths = "".join(f"{t}_temp_path {self.folder}/{t};" for t in temporary)
        main.write_text(
            f"{'user root;' if os.getuid() == 0 else ''} daemon off;"
            f"pid {self.folder}/nginx.pid; error_log stderr;"
            "events {} http { include /etc/nginx/mime.types; access_log off;"
            f"{paths} include {self.folder}/site.conf; }}"
        )
        return main

    def visit(self, path: str, *, method="GET", body=None, headers=None):
        """Return status, headers and text of one request through the proxy."""
        context = ssl.create_default_context(cafile=self.folder / "fullchain.pem")
        connection = HTTPSConnection("localhost", self.port, context=context)
        connection.request(method, path, body=body, headers=headers or {})
        answer = connection.getresponse()
        text = answer.read().decode(errors="replace")
        connection.close()
        return answer.status, answer.headers, text


def make_certificate(folder: Path) -> None:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    (folder / "fullchain.pem").write_bytes(certificate.public_bytes(pem))
    (folder / "privkey.pem").write_bytes(
        key.private_bytes(
            pem,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
