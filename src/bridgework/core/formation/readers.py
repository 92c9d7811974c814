"""A ROUND from what people already have: a CSV with one row per applicant, or PrefLib's .soc and .soi.

These files hold wishes and no rules: the rules are given beside them. Every bad line is reported with its number.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from bridgework.core.formation.faults import Fault, FaultyDocument
from bridgework.core.formation.rounds import FORMAT

MOST_BYTES = 64 * 2**20
DEFAULT_RULES: Mapping[str, Any] = {"team_size": [3, 6]}
COLUMNS = ("id", "ranks", "discipline", "skills", "score", "slots", "experienced", "never", "with", "apart", "lock")
_TRUE, _FALSE = {"yes", "true", "1", "x"}, {"no", "false", "0", ""}
_METADATA = re.compile(r"#\s*([A-Z0-9 ]+?)\s*:\s*(.*)")
_ALTERNATIVE = re.compile(r"ALTERNATIVE NAME (\d+)")


class FaultyFile(FaultyDocument):
    """A file that cannot be turned into a round; the place of each fault is its line."""


class UnknownFile(ValueError):
    """A file of a kind that nothing reads."""


def read_round_file(name: str, content: bytes, rules: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The ROUND document in a file, by the ending of its name: .json, .csv, .soc or .soi.

    Args:
        rules: for .csv, .soc and .soi, which hold none; three to six in a team where nothing is said.

    Raises:
        FaultyFile: with every bad line. What the document says is then for `read_round` to judge.
        UnknownFile: the ending is another.
    """
    if len(content) > MOST_BYTES:
        raise FaultyFile((Fault("", f"has more than {MOST_BYTES // 2**20} MiB"),))
    readers: dict[str, Callable[[str], dict[str, Any]]] = {
        "json": read_json,
        "csv": lambda text: read_csv(text, rules),
        "soc": lambda text: read_preflib(text, rules, is_complete=True),
        "soi": lambda text: read_preflib(text, rules, is_complete=False),
    }
    reader = readers.get(name.rpartition(".")[2].lower())
    if reader is None:
        raise UnknownFile(f"{name} is not a .json, .csv, .soc or .soi file.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise FaultyFile((Fault(f"line {line}", "is not UTF-8 text"),)) from error
    return reader(text)


def read_json(text: str) -> dict[str, Any]:
    """The object in a JSON text; no key twice, no NaN, and no nesting beyond reason.

    Raises FaultyFile.
    """
    twice: list[str] = []

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs:
            if key in found:
                twice.append(key)
            found[key] = value
        return found

    def no_number(word: str) -> Any:
        raise ValueError(f"{word} is not a number in JSON")

    try:
        found = json.loads(text, object_pairs_hook=once, parse_constant=no_number)
    except json.JSONDecodeError as error:
        raise FaultyFile((Fault(f"line {error.lineno}", f"is not JSON: {error.msg}"),)) from error
    except RecursionError as error:
        raise FaultyFile((Fault("", "is nested too deeply"),)) from error
    except ValueError as error:
        raise FaultyFile((Fault("", str(error)[:200]),)) from error
    faults = [Fault("", f'has the key "{key[:60]}" twice in one object') for key in dict.fromkeys(twice)]
    if not isinstance(found, dict):
        faults.append(Fault("", "has to be one JSON object"))
    if faults:
        raise FaultyFile(tuple(faults))
    return dict(found)


def read_csv(text: str, rules: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """A ROUND from rows of applicants.

    Columns, in any order and with a header row: `id`, `ranks` (or `rank 1`, `rank 2`, …), and as wanted `discipline`,
    `skills`, `score`, `slots`, `experienced`, `never`, `with`, `apart`, `conflicts`, `lock`, and `trait:NAME` for each
    trait. Several entries in a cell are separated by ";", equally wanted ones in `ranks` by "=". The questions on offer
    are those that anybody names; one needs no row of its own. Rows whose `id` is empty but that hold something are bad.

    Raises FaultyFile.
    """
    faults: list[Fault] = []
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [
            cell.strip().lower() if not cell.strip().lower().startswith("trait:") else cell.strip()
            for cell in next(rows, [])
        ]
        listed = [(rows.line_num, row) for row in rows if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise FaultyFile((Fault(f"line {rows.line_num}", f"is not CSV: {error}"),)) from error
    faults.extend(_header_faults(header))
    if faults:
        raise FaultyFile(tuple(faults))
    table = _Rows(header)
    for line, row in listed:
        table.read(line, row)
    table.look_at_names()
    if table.faults:
        raise FaultyFile(tuple(table.faults))
    return table.document(rules)


def _header_faults(header: list[str]) -> list[Fault]:
    faults = []
    if "id" not in header:
        faults.append(Fault("line 1", 'has no column "id"'))
    if not any(column == "ranks" or _is_rank(column) for column in header):
        faults.append(Fault("line 1", 'has neither a column "ranks" nor columns "rank 1", "rank 2" …'))
    for column in dict.fromkeys(header):
        if header.count(column) > 1:
            faults.append(Fault("line 1", f'has the column "{column}" more than once'))
        known = column in (*COLUMNS, "conflicts") or _is_rank(column) or column.lower().startswith("trait:")
        if not known:
            faults.append(Fault("line 1", f'has a column "{column}", which is not known'))
    return faults


def _is_rank(column: str) -> bool:
    return re.fullmatch(r"rank ?[0-9]{1,3}", column) is not None


class _Rows:
    """The rows read so far."""

    def __init__(self, header: list[str]) -> None:
        self.header = header
        self.ranks = sorted((one for one in header if _is_rank(one)), key=lambda one: int(one[4:]))
        self.applicants: list[dict[str, Any]] = []
        self.lines: list[int] = []
        self.conflicts: list[dict[str, str]] = []
        self.locks: list[dict[str, str]] = []
        self.questions: dict[str, None] = {}
        self.faults: list[Fault] = []

    def read(self, line: int, row: list[str]) -> None:
        before = len(self.faults)
        if len(row) > len(self.header):
            self.fault(line, f"has {len(row)} cells, and the header {len(self.header)}")
            return
        cells = dict(zip(self.header, [cell.strip() for cell in row], strict=False))
        if not cells.get("id"):
            self.fault(line, 'has no "id"')
        ranks = [tied for tied in self._ranks(cells) if tied]
        applicant: dict[str, Any] = {
            "id": cells.get("id", ""),
            "ranks": [tied[0] if len(tied) == 1 else tied for tied in ranks],
        }
        self.questions.update(dict.fromkeys(question for tied in ranks for question in tied))
        if cells.get("discipline"):
            applicant["discipline"] = cells["discipline"]
        for key in ("skills", "never", "with", "apart"):
            if cells.get(key):
                applicant[key] = _entries(cells[key])
        if "slots" in cells:
            applicant["slots"] = _entries(cells["slots"])
        self._number_and_flag(line, cells, applicant)
        traits = {key[6:].strip(): value for key, value in cells.items() if key.lower().startswith("trait:") and value}
        if traits:
            applicant["traits"] = traits
        for question in _entries(cells.get("conflicts", "")):
            self.conflicts.append({"applicant": applicant["id"], "question": question})
        if cells.get("lock"):
            self.locks.append({"applicant": applicant["id"], "question": cells["lock"]})
        if len(self.faults) == before:
            self.applicants.append(applicant)
            self.lines.append(line)

    def _ranks(self, cells: Mapping[str, str]) -> list[list[str]]:
        written = _entries(cells.get("ranks", "")) + [cells.get(column, "") for column in self.ranks]
        return [[one.strip() for one in entry.split("=") if one.strip()] for entry in written]

    def _number_and_flag(self, line: int, cells: Mapping[str, str], applicant: dict[str, Any]) -> None:
        score = cells.get("score", "")
        if score:
            if re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,9})?", score):
                applicant["score"] = float(score) if "." in score else int(score)
            else:
                self.fault(line, f'has the score "{score[:20]}", which is not a number from 0 to 100')
        flag = cells.get("experienced", "").lower()
        if flag in _TRUE:
            applicant["experienced"] = True
        elif flag not in _FALSE:
            self.fault(line, f'says "{flag[:20]}" under experienced, which is neither yes nor no')

    def look_at_names(self) -> None:
        """Ids twice, and people who are not there."""
        seen: dict[str, int] = {}
        for applicant, line in zip(self.applicants, self.lines, strict=True):
            if applicant["id"] in seen:
                self.fault(line, f'has the id "{applicant["id"]}" of line {seen[applicant["id"]]}')
            seen.setdefault(applicant["id"], line)
        for applicant, line in zip(self.applicants, self.lines, strict=True):
            for key in ("with", "apart"):
                for other in applicant.get(key, []):
                    if other not in seen:
                        self.fault(line, f'names "{other}" under {key}, who has no good row')

    def document(self, rules: Mapping[str, Any] | None) -> dict[str, Any]:
        """The ROUND, with every question that anybody names."""
        named = dict(self.questions)
        for applicant in self.applicants:
            named.update(dict.fromkeys(applicant.get("never", [])))
        named.update(dict.fromkeys(entry["question"] for entry in (*self.conflicts, *self.locks)))
        found: dict[str, Any] = {
            "format": FORMAT,
            "rules": dict(rules or DEFAULT_RULES),
            "questions": [{"id": question} for question in sorted(named)],
            "applicants": self.applicants,
        }
        if self.conflicts:
            found["conflicts"] = self.conflicts
        if self.locks:
            found["locks"] = self.locks
        return found

    def fault(self, line: int, what: str) -> None:
        self.faults.append(Fault(f"line {line}", what))


def _entries(cell: str) -> list[str]:
    return [one.strip() for one in cell.split(";") if one.strip()]


def read_preflib(text: str, rules: Mapping[str, Any] | None = None, *, is_complete: bool) -> dict[str, Any]:
    """A ROUND from PrefLib's strict orders: “count: alternative, alternative, …” after lines of metadata.

    Voters become applicants v1, v2 …, in the order of the file; alternatives become questions with their number as id.
    The older form, in which metadata are bare lines (their number, then “number,name”, then “voters,sum,orders” and
    “count,alternative,…”), is read too.

    Args:
        is_complete: .soc, in which everybody ranks every alternative.

    Raises FaultyFile.
    """
    reader = _PrefLib(is_complete)
    reader.read(text.splitlines())
    if reader.faults:
        raise FaultyFile(tuple(reader.faults))
    return {
        "format": FORMAT,
        "rules": dict(rules or DEFAULT_RULES),
        "questions": [{"id": one} for one in reader.alternatives],
        "applicants": [{"id": f"v{at}", "ranks": ranks} for at, ranks in enumerate(reader.voters, start=1)],
    }


class _PrefLib:
    """Reads a PrefLib file line by line."""

    def __init__(self, is_complete: bool) -> None:
        self.is_complete = is_complete
        self.alternatives: dict[str, None] = {}
        self.voters: list[list[str]] = []
        self.faults: list[Fault] = []

    def read(self, lines: list[str]) -> None:
        numbered = [(at, line.strip()) for at, line in enumerate(lines, start=1) if line.strip()]
        if numbered and re.fullmatch(r"\d{1,6}", numbered[0][1]):
            numbered = self._older(numbered)
        told: dict[str, str] = {}
        for line, text in numbered:
            metadata = _METADATA.match(text)
            if metadata is not None:
                told[metadata[1]] = metadata[2]
                alternative = _ALTERNATIVE.match(metadata[1])
                if alternative is not None:
                    self.alternatives[alternative[1]] = None
            elif not text.startswith("#"):
                self._order(line, text)
        self._totals(told)

    def _older(self, lines: list[tuple[int, str]]) -> list[tuple[int, str]]:
        count = int(lines[0][1])
        for line, text in lines[1 : count + 1]:
            number = text.partition(",")[0].strip()
            if number.isdecimal():
                self.alternatives[number] = None
            else:
                self.faults.append(Fault(f"line {line}", 'has to be "number,name" of an alternative'))
        return [(line, text.replace(",", ":", 1)) for line, text in lines[count + 2 :]]

    def _order(self, line: int, text: str) -> None:
        count, colon, order = text.partition(":")
        ranks = [one.strip() for one in order.split(",") if one.strip()]
        faults = []
        if not colon or not re.fullmatch(r"[0-9]{1,6}", count.strip()):
            faults.append('has to be "count: alternative, alternative, …"')
        elif "{" in order:
            faults.append("holds a tie; these are strict orders (.toc and .toi are not read)")
        else:
            faults += [f'names "{one[:20]}", which is no alternative' for one in ranks if one not in self.alternatives]
            faults += [f'names "{one[:20]}" twice' for one in dict.fromkeys(ranks) if ranks.count(one) > 1]
            if self.is_complete and not faults and len(ranks) < len(self.alternatives):
                faults.append(f"ranks {len(ranks)} of {len(self.alternatives)} alternatives; .soc is complete")
        self.faults += [Fault(f"line {line}", fault) for fault in faults]
        if not faults:
            if len(self.voters) + int(count) > 20_000:
                self.faults.append(Fault(f"line {line}", "brings the voters above 20,000"))
                return
            self.voters += [list(ranks) for _ in range(int(count))]

    def _totals(self, told: Mapping[str, str]) -> None:
        """What the metadata promise."""
        if not self.alternatives:
            self.faults.append(Fault("", "names no alternatives"))
        promised = {"NUMBER ALTERNATIVES": len(self.alternatives), "NUMBER VOTERS": len(self.voters)}
        for key, count in promised.items():
            if not self.faults and key in told and told[key].strip() != str(count):
                self.faults.append(Fault("", f"says {key} {told[key][:20]}, and has {count}"))
