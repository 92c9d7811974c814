"""Measure reading and writing of papers: `python -m benchmarks.papers.run`. README.md explains."""

from __future__ import annotations

import argparse
import importlib
import os
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.papers.invented import paper
from bridgework.core.papers.documents.akn import as_akn
from bridgework.core.papers.documents.docx import as_docx
from bridgework.core.papers.documents.from_docx import changes
from bridgework.core.papers.documents.html import as_html, as_page
from bridgework.core.papers.documents.pdf import as_pdf

HERE = Path(__file__).parent
WEASYPRINT = """
import sys, time
started = time.perf_counter()
import weasyprint
loaded = time.perf_counter()
for _ in range(int(sys.argv[3])):
    before = time.perf_counter()
    weasyprint.HTML(filename=sys.argv[1]).write_pdf(sys.argv[2], pdf_variant="pdf/ua-1")
    print(time.perf_counter() - before)
"""
MARKITDOWN = """
import sys, time
from markitdown import MarkItDown
reader = MarkItDown()
for _ in range(int(sys.argv[2])):
    before = time.perf_counter()
    reader.convert(sys.argv[1])
    print(time.perf_counter() - before)
"""


@dataclass(frozen=True)
class Row:
    """One thing measured. `group` are those that can be compared; the first of a group is ours."""

    group: str
    name: str
    seconds: tuple[float, ...]
    note: str = ""

    @property
    def middle(self) -> float:
        """The median."""
        return statistics.median(self.seconds)


def main() -> None:
    """Measure everything that is there and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=7, help="how often each is done (default: 7)")
    parser.add_argument(
        "--others", type=Path, help="the bin folder of an environment with WeasyPrint, markitdown, pandoc"
    )
    parser.add_argument("--write", type=Path, default=HERE / "results.md", help="where the table goes")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bridgework-papers-") as folder:
        rows = list(measured(Path(folder), asked.times, asked.others))
    asked.write.write_text(table(rows, asked.times), encoding="utf-8")
    print(f"written to {asked.write}")


def measured(folder: Path, times: int, others: Path | None) -> Iterator[Row]:
    """Each thing, in turns within one run, so that the ratios hold on a busy machine."""
    word, page, pdf = folder / "paper.docx", folder / "paper.html", folder / "paper.pdf"
    word.write_bytes(as_docx(paper()))
    page.write_text(as_page(paper()), encoding="utf-8")
    pdf.write_bytes(as_pdf(paper()).data)
    pages = as_pdf(paper()).pages
    print(f"a paper of {pages} pages")
    yield said(Row("PDF", "Bridgework (typst, PDF/UA-1)", ours(lambda n: as_pdf(paper(n)), times), f"{pages} pages"))
    yield from printing(folder, times, others)
    yield said(Row("Word", "Bridgework (python-docx, bookmarks)", ours(lambda n: as_docx(paper(n)), times)))
    if pandoc := found("pandoc", others):
        made = folder / "pandoc.docx"
        yield said(
            Row("Word", "pandoc, from HTML", command([pandoc, page, "-o", made], times), "no bookmarks, no way back")
        )
    sent = paper(1)
    back = as_docx(sent)
    yield said(
        Row("Back from Word", "Bridgework, every paragraph compared", ours(lambda _: changes(sent, back), times))
    )
    yield said(Row("Other forms", "HTML", ours(lambda n: as_html(paper(n)), times)))
    yield said(Row("Other forms", "Akoma Ntoso", ours(lambda n: as_akn(paper(n)), times)))
    yield from reading(word, pdf, times, others)


def printing(folder: Path, times: int, others: Path | None) -> Iterator[Row]:
    """What else makes an accessible PDF."""
    page, word = folder / "paper.html", folder / "paper.docx"
    if python := found("python", others):
        seconds = inside(python, WEASYPRINT, [page, folder / "weasyprint.pdf"], times)
        if seconds:
            yield said(Row("PDF", "WeasyPrint (pdf/ua-1, from HTML)", seconds, "without its import"))
    if office := shutil.which("soffice"):
        convert = [
            "--headless",
            "--convert-to",
            'pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"}}',
        ]
        seconds = command([office, *convert, "--outdir", folder / "office", word], min(times, 3))
        yield said(Row("PDF", "LibreOffice (PDF/UA, from Word)", seconds, "with its start, as on a server without one"))


def reading(word: Path, pdf: Path, times: int, others: Path | None) -> Iterator[Row]:
    """Reading into a record, beside what only converts to text."""
    read = importlib.import_module("bridgework.core.papers.reading.reading").read_paper
    for name, path in (("DOCX", word), ("PDF", pdf)):
        data = path.read_bytes()
        again = ours(lambda _, data=data, path=path: read(data, name=path.name), times)
        yield said(Row(f"Reading {name}", "Bridgework, into a record", again))
        if name == "DOCX" and (pandoc := found("pandoc", others)):
            seconds = command([pandoc, path, "-t", "markdown", "-o", path.with_suffix(".md")], times)
            yield said(Row("Reading DOCX", "pandoc, to Markdown", seconds, "converts only"))
        if python := found("python", others):
            seconds = inside(python, MARKITDOWN, [path], min(times, 3))
            if seconds:
                yield said(
                    Row(f"Reading {name}", "markitdown, to Markdown", seconds, "converts only; without its import")
                )


def ours(do: Callable[[int], object], times: int) -> tuple[float, ...]:
    """Seconds of each go in this process; the first, which loads fonts and modules, is not counted."""
    do(1_000)
    seconds = []
    for number in range(times):
        before = time.perf_counter()
        do(number)
        seconds.append(time.perf_counter() - before)
    return tuple(seconds)


def command(words: list[str | Path], times: int) -> tuple[float, ...]:
    """Seconds of a command from start to end."""
    seconds = []
    for _ in range(times):
        before = time.perf_counter()
        subprocess.run([str(one) for one in words], check=True, capture_output=True)
        seconds.append(time.perf_counter() - before)
    return tuple(seconds)


def inside(python: str, program: str, words: list[Path], times: int) -> tuple[float, ...]:
    """Seconds that a program in another environment counts itself; empty where it does not have the library."""
    done = subprocess.run(
        [python, "-c", program, *map(str, words), str(times)], capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        return ()
    return tuple(float(line) for line in done.stdout.split())


def found(name: str, others: Path | None) -> str:
    """A program beside the others, else on the path; Python only beside the others."""
    if others is not None:
        for place in (others / name, *others.parent.glob(f"lib/python*/site-packages/pypandoc/files/{name}")):
            if place.exists():
                return str(place)
    return "" if name == "python" else shutil.which(name) or ""


def said(row: Row) -> Row:
    """Say it as soon as it is known."""
    print(f"{row.group}: {row.name}: {row.middle:.3f} s")
    return row


def table(rows: list[Row], times: int) -> str:
    """All rows as Markdown, each with its ratio to ours of the same run."""
    load = os.getloadavg()[0]
    lines = [
        "# Papers: how fast",
        "",
        f"Median of {times} goes; load average {load:.1f} at the end. “Times ours” is from this run. See README.md.",
        "",
        "| What | By | Seconds | Times ours | Note |",
        "| --- | --- | --: | --: | --- |",
    ]
    first: dict[str, float] = {}
    for row in rows:
        base = first.setdefault(row.group, row.middle)
        ratio = "" if row.group == "Other forms" else f"{row.middle / base:.1f}"
        lines.append(f"| {row.group} | {row.name} | {row.middle:.3f} | {ratio} | {row.note} |")
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    main()
