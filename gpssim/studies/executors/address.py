"""The workers of a Dask scheduler that runs somewhere, by its address or the file that it writes."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Self
from urllib.parse import urlsplit

from gpssim.errors import StudyError, impossible, unknown
from gpssim.files.places import place_of
from gpssim.files.reading import reason_with_nearest
from gpssim.studies.on_dask.scheduled import Scheduled

PROTOCOLS: Final = ("tcp", "tls", "ws", "wss", "ucx")
PATIENCE: Final = 2.0
"""Seconds that a machine may take to answer at all."""


class Address(Scheduled):
    """A scheduler that somebody started, with ``dask scheduler`` for instance."""

    name = "address"
    label = "the workers of a Dask scheduler"
    label_zh = "Dask 调度器的工作进程"
    written = "tcp://HOST:PORT"

    def __init__(self, place: str) -> None:
        self.place = place

    @classmethod
    def takes(cls, typed: str) -> bool:
        return "://" in typed or typed.endswith(".json")

    @classmethod
    def of(cls, typed: str) -> Self:
        if "://" not in typed:
            return cls(_in_file(place_of(typed)))
        protocol = typed.partition("://")[0]
        if protocol not in PROTOCOLS:
            raise unknown("protocol of a scheduler:", protocol, PROTOCOLS)
        return cls(_checked(typed))

    def check(self) -> None:
        """Somebody answers there, quickly."""
        super().check()
        parts = urlsplit(self.place)
        try:
            socket.create_connection((parts.hostname or "", parts.port or 0), timeout=PATIENCE).close()
        except OSError as error:
            why = error.strerror or str(error)
            raise StudyError(f"no scheduler answers at {self.place}: {why.lower()}; nothing was run") from None

    @contextmanager
    def scheduler(self, workers: int | None, groups: int) -> Iterator[tuple[str, str]]:
        """See :meth:`Scheduled.scheduler`; its workers are who they are."""
        yield self.place, self.place


def _checked(address: str) -> str:
    try:
        parts = urlsplit(address)
        if parts.hostname and parts.port:
            return address
    except ValueError:
        pass
    raise impossible("on", address, "the address of a scheduler with its port, such as tcp://node17:8786")


def _in_file(file: Path) -> str:
    """The address in the file that a scheduler writes (``dask scheduler --scheduler-file``)."""
    try:
        address = json.loads(file.read_text(encoding="utf-8"))["address"]
    except OSError as error:
        raise StudyError(f"{file} cannot be read: {reason_with_nearest(error, file)}") from None
    except (ValueError, KeyError, TypeError):
        raise StudyError(f"{file} is no scheduler file: Dask writes one with --scheduler-file") from None
    return _checked(str(address))
