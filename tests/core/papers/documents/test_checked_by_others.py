"""PDFs in the eyes of checkers that somebody else wrote. "Checked by", never "certified"."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pdfua
import pytest

from bridgework.core.papers.documents.parting import private_part, public_part
from bridgework.core.papers.documents.pdf import as_pdf
from bridgework.core.papers.record import PaperRecord
from tests.core.papers.documents.papers import paper

OUTLOUD = Path(__file__).parents[4] / ".venv-pdf-checker" / "bin" / "outloud"
CRASHES = {"UA-14-001"}
"""A rule of pdfua 0.1.3 that fails itself with pikepdf 10; that headings are not empty is asserted in test_pdf."""
FALSE_ALARMS = {
    "TBL-014",  # takes the lines of a table that is tagged for a grid that is not
    "ORD-001",  # typst paints the words of a line with their looks grouped; the tag tree has the right order
}
RECORDS = {"whole": paper(20, first_page=5), "public": public_part(paper()), "private": private_part(paper())}


def written(folder: Path) -> dict[str, Path]:
    found = {}
    for name, record in RECORDS.items():
        assert isinstance(record, PaperRecord)
        found[name] = folder / f"{name}.pdf"
        found[name].write_bytes(as_pdf(record).data)
    return found


def test_pdfua_finds_nothing(tmp_path: Path) -> None:
    for path in written(tmp_path).values():
        report = pdfua.validate(str(path))
        assert list(report.findings) == []
        assert {one.rule_id for one in report.skipped} <= CRASHES


def test_pdfua_can_find_something(tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(as_pdf(paper()).data.replace(b"/Marked true", b"/Marked null"))
    assert "UA-01-002" in {one.rule_id for one in pdfua.validate(str(broken)).findings}


@pytest.mark.slow
def test_outloud_finds_no_error(tmp_path: Path) -> None:
    if not OUTLOUD.exists():
        pytest.skip("tools/pdf-checker.sh makes the environment of this checker")
    paths = written(tmp_path)
    report = tmp_path / "report.json"
    subprocess.run(
        [str(OUTLOUD), "-q", "--fail-on", "never", "--json", str(report), *map(str, paths.values())], check=True
    )
    results = json.loads(report.read_text(encoding="utf-8"))["results"]
    assert len(results) == len(paths)
    found = [(one["path"], each["rule"], each["message"]) for one in results for each in one["findings"]]
    assert [one for one in found if one[1] not in FALSE_ALARMS] == []
    assert [one["counts"]["error"] for one in results] == [0, 0, 0]
