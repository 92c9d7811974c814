"""A report as a data package: everything it says as data, in formats that other programs read.

    report.json            the whole report (`bridgework/report@1`), report.schema.json beside it
    report.html            the report as a page
    recommendations.csv    one row each, with the findings it rests on
    findings.csv           one row each, with how sure the team is
    evidence.csv           which source bears on which finding, and how
    sources.csv            the sources by their numbers
    references.ris, .bib, .json    the publications among them, for a reference manager
    figures/               each picture, and its numbers as CSV
    MANIFEST.json          every file with its size and SHA-256
    README.txt             what is in it

Text that a spreadsheet could take for a formula begins with an apostrophe. The same record gives the same bytes.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from typing import Any

from bridgework.core.papers.documents.attached import slug
from bridgework.core.papers.documents.word_file import write as write_entry
from bridgework.core.references import write as write_references
from bridgework.core.reports.as_json import as_json, schema
from bridgework.core.reports.citing import FORMATS
from bridgework.core.reports.documents import as_page
from bridgework.core.reports.record import DrawnFigure, ReportRecord
from bridgework.core.reports.resolving import numbers_of


def as_package(record: ReportRecord, *, pictures: Mapping[str, bytes] | None = None) -> bytes:
    """The package as a ZIP archive."""
    pictures = pictures or {}
    names = {one.key: _picture_name(one) for one in record.figures if one.key in pictures}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        folder = _Folder(packed)
        folder.add("report.json", _json(as_json(record)))
        folder.add("report.schema.json", _json(schema()))
        folder.add("report.html", as_page(record, addresses=names).encode())
        for name, rows in _tables(record).items():
            folder.add(name, table(rows))
        cited = [one.csl | {"id": f"source-{one.number}"} for one in record.sources if one.csl and one.is_public]
        for form, (_, _, ending) in FORMATS.items():
            folder.add(f"references.{ending}", write_references(cited, form).encode())
        for figure in record.figures:
            if figure.key in pictures:
                folder.add(names[figure.key], pictures[figure.key])
            if figure.columns:
                cells = (tuple("".join(run.text for run in cell) for cell in row) for row in numbers_of(figure).rows)
                folder.add(f"figures/{_figure_name(figure)}.csv", table([figure.columns, *cells]))
        folder.add("MANIFEST.json", folder.manifest(record))
        folder.add("README.txt", _readme(record, folder).encode())
    return made.getvalue()


def table(rows: Iterable[Iterable[Any]]) -> bytes:
    """Rows as CSV that every spreadsheet opens as text: with the sign of its encoding, nothing taken for a formula."""
    made = io.StringIO()
    csv.writer(made).writerows([[_cell(cell) for cell in row] for row in rows])
    return f"\ufeff{made.getvalue()}".encode()


def _tables(record: ReportRecord) -> dict[str, list[tuple[Any, ...]]]:
    numbers = {one.id: one.number for one in record.findings}
    sources = {one.id: one.number for one in record.sources}
    head = "number", "id", "code", "heading", "text", "addressee", "for_whom", "by_when", "cost_band", "strength"
    return {
        "recommendations.csv": [
            (*head, "would_fail_if", "findings", "address"),
            *(
                (
                    *(getattr(one, name) for name in head),
                    one.would_fail_if,
                    " ".join(str(numbers[key]) for key in one.findings if key in numbers),
                    one.address,
                )
                for one in record.recommendations
            ),
        ],
        "findings.csv": [
            ("number", "id", "text", "confidence", "methods", "coherence", "adequacy", "relevance", "against_it"),
            *(
                (
                    one.number,
                    one.id,
                    one.text,
                    one.confidence,
                    one.methods,
                    one.coherence,
                    one.adequacy,
                    one.relevance,
                    one.superseded_note,
                )
                for one in record.findings
            ),
        ],
        "evidence.csv": [
            ("finding", "source", "bearing", "page"),
            *(
                (one.number, sources[each.source], each.bearing, each.page)
                for one in record.findings
                for each in one.bearings
                if each.source in sources
            ),
        ],
        "sources.csv": [
            ("number", "id", "kind", "reference", "says", "place", "population", "confidence", "is_public"),
            *(
                (
                    one.number,
                    one.id,
                    one.kind,
                    one.formatted,
                    one.says,
                    one.place,
                    one.population,
                    one.confidence,
                    "yes" if one.is_public else "no",
                )
                for one in record.sources
            ),
        ],
    }


class _Folder:
    def __init__(self, packed: zipfile.ZipFile) -> None:
        self._packed = packed
        self.written: list[dict[str, Any]] = []

    def add(self, name: str, data: bytes) -> None:
        write_entry(self._packed, name, data)
        self.written.append({"name": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()})

    def manifest(self, record: ReportRecord) -> bytes:
        told = {"report": record.id, "version": record.version, "sha256_of_version": record.sha256}
        return _json(
            told | ({"redacted_on": record.redacted_on} if record.redacted_on else {}) | {"files": self.written}
        )


def _readme(record: ReportRecord, folder: _Folder) -> str:
    lines = [
        record.title,
        f"{record.programme}, version {record.version}",
        record.address,
        "",
        "report.json is the whole report; report.schema.json says how to read it.",
        "MANIFEST.json has size and SHA-256 of each file.",
        "A source or finding that is not public keeps its number and has no words.",
        *(
            ["Words were taken out of this version after it was published, as whoever gave them withdrew them."]
            if record.redacted_on
            else []
        ),
        "",
        *(str(one["name"]) for one in folder.written),
    ]
    return "".join(f"{line}\n" for line in lines)


def _picture_name(figure: DrawnFigure) -> str:
    ending = {"image/png": "png", "image/jpeg": "jpg", "image/webp": "webp"}.get(figure.media_type, "bin")
    return f"figures/{_figure_name(figure)}.{ending}"


def _figure_name(figure: DrawnFigure) -> str:
    return f"{figure.number:02}-{slug(figure.title)}"


def _cell(value: Any) -> str:
    text = str(value)
    return f"'{text}" if text[:1] in "=+-@\t\r" and text[:1] and not _is_number(text) else text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _json(data: Any) -> bytes:
    return f"{json.dumps(data, ensure_ascii=False, indent=2)}\n".encode()
