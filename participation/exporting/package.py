"""Writes the package: tables, questions as asked, and ``datapackage.json`` that describes and checks them all.

The format is Frictionless Data Package (https://specs.frictionlessdata.io/data-package/). The same rows give the
same bytes. Import this module late: it brings pandas.
"""

import csv
import datetime as dt
import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from itertools import islice
from pathlib import Path
from typing import Any, Final, Protocol
from uuid import UUID

import pandas

from participation.exporting.rows import CHUNK, ROWS, Extent, Row
from participation.exporting.tables import TABLES, Table
from participation.spreadsheets import neutral
from questionbanks.models import Version

FORMAT: Final = "1.0"
ZIP_MOMENT: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest a zip can tell; a real time would make two packages of the same rows differ."""
DESCRIPTION: Final = (
    "Everything one organisation has in Stigen about children, follow-ups and answers. Times are UTC. Empty cells "
    "have no value. In columns marked neutralised, words that begin with = + - @ tab, line break or an apostrophe "
    "have one apostrophe before them, so that no spreadsheet runs them; take one away to get the words back."
)


class Writable(Protocol):
    def write(self, data: bytes, /) -> Any: ...


class Sink(Protocol):
    """Where the package goes: one file at a time, in order."""

    def open(self, name: str) -> AbstractContextManager[Writable]: ...


class FolderSink:
    """A folder whose files only their owner may read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def open(self, name: str) -> AbstractContextManager[Writable]:
        path = self.folder / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
        return path.open("wb")


class ZipSink:
    """A zip, also into a stream that cannot go back."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive

    def open(self, name: str) -> AbstractContextManager[Writable]:
        entry = zipfile.ZipInfo(name, ZIP_MOMENT)
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = 0o600 << 16
        return self.archive.open(entry, "w", force_zip64=True)


class Drain:
    """Takes in a zip's bytes and gives out those that are ready, so that a package is never whole in memory."""

    def __init__(self) -> None:
        self._ready: list[bytes] = []

    def write(self, data: bytes, /) -> int:
        self._ready.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Asked for by zipfile; there is nothing to wait for."""

    def close(self) -> None:
        """Asked for by zipfile; what is ready can still be taken."""

    def take(self) -> bytes:
        ready, self._ready = b"".join(self._ready), []
        return ready


class _Measured:
    """A file that remembers what went through it."""

    def __init__(self, file: Writable) -> None:
        self.file, self.bytes, self.digest = file, 0, hashlib.sha256()

    def write(self, data: bytes) -> None:
        self.file.write(data)
        self.digest.update(data)
        self.bytes += len(data)

    def facts(self) -> dict[str, Any]:
        return {"hash": f"sha256:{self.digest.hexdigest()}", "bytes": self.bytes}


def pack(sink: Sink, extent: Extent) -> Iterator[str]:
    """Write the whole package; yields the name of the file at hand after each chunk.

    Memory stays flat. Raises KeyMissing in a process that cannot open answers.
    """
    resources: list[dict[str, Any]] = []
    for table in TABLES.values():
        yield from _write_table(sink, table, ROWS[table.name](extent), resources)
    for version in extent.versions().iterator(1):
        yield from _write_version(sink, version, resources)
    with sink.open("datapackage.json") as file:
        file.write(_json(_description(resources)))
    yield "datapackage.json"


def stream(extent: Extent) -> Iterator[bytes]:
    """Return the package as the pieces of a zip."""
    drain = Drain()
    with zipfile.ZipFile(drain, "w") as archive:
        for _name in pack(ZipSink(archive), extent):
            if ready := drain.take():
                yield ready
    yield drain.take()


def _write_table(sink: Sink, table: Table, rows: Iterator[Row], resources: list[dict[str, Any]]) -> Iterator[str]:
    path = f"{table.name}.csv"
    with sink.open(path) as file:
        measured = _Measured(file)
        measured.write(_csv(table, [], header=True))
        while chunk := list(islice(rows, CHUNK)):
            measured.write(_csv(table, chunk, header=False))
            yield path
    table_facts = {
        "name": table.name,
        "type": "table",
        "path": path,
        "description": table.about,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": table.schema(),
    }
    resources.append(table_facts | measured.facts())


def _csv(table: Table, rows: Sequence[Row], *, header: bool) -> bytes:
    frame = pandas.DataFrame([_cells(table, row) for row in rows], columns=table.columns, dtype=object)
    # Quoted throughout: a lone carriage return in somebody's words would else end the row.
    words: str = frame.to_csv(index=False, header=header, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
    return words.encode()


def _cells(table: Table, row: Iterable[Any]) -> list[object]:
    return [neutral(cell) if field.is_free else _cell(cell) for field, cell in zip(table.fields, row, strict=True)]


def _cell(cell: object) -> object:
    match cell:
        case bool():
            return str(cell).lower()
        case dt.datetime():
            return cell.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        case UUID():
            return str(cell)
        case _:
            return cell


def _write_version(sink: Sink, version: Version, resources: list[dict[str, Any]]) -> Iterator[str]:
    for audience, snapshot in (("child", version.child_snapshot), ("staff", version.staff_snapshot)):
        path = f"versions/{version.sha256}.{audience}.json"
        with sink.open(path) as file:
            measured = _Measured(file)
            measured.write(snapshot.encode())
        name = f"version-{version.sha256}-{audience}"
        resource = {"name": name, "type": "json", "path": path, "format": "json", "mediatype": "application/json"}
        resources.append(resource | measured.facts())
        yield path


def _description(resources: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "name": "stigen",
        "title": "Stigen",
        "description": DESCRIPTION,
        "version": FORMAT,
        "resources": resources,
    }


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True).encode() + b"\n"
