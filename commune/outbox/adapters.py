"""Text messages and Zalo: who really sends them is named in the settings.

The house itself sends to neither. `OUTBOX_ADAPTERS` names a class by its dotted path;
without one the message becomes a file, from which the office's provider or a person
takes it.
"""

import hashlib
import json
import os
from pathlib import Path
from typing import Protocol

from django.utils.module_loading import import_string

from commune import conf
from commune.models.outbox import Channel, OutboxMessage


class Adapter(Protocol):
    """Hand one message over, or raise; see `commune.outbox.outcomes`.

    `repeatable` says whether the same key handed over twice arrives once.
    """

    repeatable: bool

    def send(self, message: OutboxMessage) -> None: ...


class FileAdapter:
    """Leave the message as a file named by its key: doing it twice leaves one.

    After a crash it may be left again under the same name. Whoever takes the files away
    and sends them on must remember the names.
    """

    repeatable = True

    def send(self, message: OutboxMessage) -> None:
        folder = conf.outbox_file_dir() / message.channel
        folder.mkdir(parents=True, exist_ok=True)
        name = hashlib.sha256(message.key.encode()).hexdigest()[:32]
        content = {
            "key": message.key,
            "to": message.recipient,
            "subject": message.subject,
            "text": message.body,
        }
        text = json.dumps(content, ensure_ascii=False)
        write_whole(folder / f"{name}.json", text.encode())


def left_files() -> list[Path]:
    """Return the files in the folders of the file channels, half-written ones too."""
    folders = [conf.outbox_file_dir() / c for c in (Channel.SMS, Channel.ZALO)]
    found = [path for folder in folders for path in folder.glob("*") if path.is_file()]
    return [path for path in found if ".json" in path.name]


def adapter(channel: str) -> Adapter:
    """Return the adapter of a channel as the settings name it."""
    made: Adapter = import_string(conf.outbox_adapter(channel))()
    return made


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that is there whole or not at all, power cut included."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.touch(mode=0o600)  # telephone numbers and texts: for the site alone
    with draft.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
