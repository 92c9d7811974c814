"""Reading a folder of papers: in several processes, each record written at once, so that it can be interrupted."""

from __future__ import annotations

import contextlib
import hashlib
import json
import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

LEDGER: Final = "reading.jsonl"
"""In the folder of records: a line for each file with its hash and "read", or the code of the refusal."""
ENDINGS: Final = frozenset(
    {".docx", ".docm", ".doc", ".pdf", ".html", ".htm", ".md", ".markdown", ".txt", ".rtf", ".odt"}
)
SECONDS_BETWEEN: Final = 2.0
MOST_MEMORY: Final = 3 * 1024**3
"""Bytes one process may take; a document that wants more is refused."""


READ: Final = "read"


@dataclass(frozen=True)
class FileRead:
    """One file: its hash, "read" or the code of the refusal, and the record."""

    sha256: str
    outcome: str
    record: dict[str, Any] | None = None


@dataclass
class FolderRead:
    """How it went. `before` counts what an earlier run had done."""

    files: int = 0
    read: int = 0
    refused: int = 0
    before: int = 0


def read_folder(folder: Path, out: Path, *, processes: int = 0, say: Callable[[str], None]) -> FolderRead:
    """Read every paper below `folder` into `out`, a JSON file for each, and a ledger of all.

    A file that an earlier run finished, with the same bytes, is passed over. A file that ends the process that reads it
    is tried once more alone, and then refused.
    """
    files = sorted(one for one in folder.rglob("*") if one.suffix.lower() in ENDINGS and one.is_file())
    done = FolderRead(files=len(files))
    ledger = out / LEDGER
    before = _before(ledger)
    waiting = []
    for path in files:
        name = str(path.relative_to(folder))
        outcome = _outcome(path, before.get(name), out / f"{name}.json")
        if outcome is None:
            waiting.append(path)
        else:
            done.before += 1
            _count(done, refused=outcome != READ)
    began = said = time.monotonic()
    out.mkdir(parents=True, exist_ok=True)
    results = _results(waiting, processes or os.cpu_count() or 1)
    with ledger.open("a", encoding="utf-8") as lines, contextlib.closing(results):
        # A line that an earlier run could not finish stays alone.
        lines.write("\n" if lines.tell() else "")
        for path, result in results:
            name = str(path.relative_to(folder))
            if result.record is not None:
                _write(out / f"{name}.json", result.record)
            lines.write(json.dumps({"file": name, "sha256": result.sha256, "outcome": result.outcome}) + "\n")
            lines.flush()
            _count(done, refused=result.outcome != READ)
            if time.monotonic() - said > SECONDS_BETWEEN:
                said = time.monotonic()
                say(_progress(done, began, said))
    return done


def _progress(done: FolderRead, began: float, now: float) -> str:
    finished = done.read + done.refused
    rate = (finished - done.before) / max(now - began, 0.001)
    left = (done.files - finished) / rate if rate else 0.0
    return f"{finished:,} of {done.files:,} read, {rate:.0f} a second, about {left:.0f} s to go"


def _count(done: FolderRead, *, refused: bool) -> None:
    done.refused += refused
    done.read += not refused


def _before(ledger: Path) -> dict[str, dict[str, str]]:
    """What earlier runs did, by file; a line that was cut off is no line."""
    found: dict[str, dict[str, str]] = {}
    with contextlib.suppress(FileNotFoundError):
        for line in ledger.read_text(encoding="utf-8").splitlines():
            with contextlib.suppress(ValueError, KeyError, TypeError):
                one = json.loads(line)
                found[one["file"]] = one
    return found


def _outcome(path: Path, line: dict[str, str] | None, target: Path) -> str | None:
    """How an earlier run ended for these very bytes; None where the file has to be read."""
    if line is None or line.get("sha256") != hashlib.sha256(path.read_bytes()).hexdigest():
        return None
    outcome = line.get("outcome")
    return outcome if outcome != READ or target.is_file() else None


def _write(target: Path, result: dict[str, Any]) -> None:
    """Write all of it or nothing: a half-written record would pass for a whole one."""
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.part")
    draft.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    draft.replace(target)


def _results(paths: list[Path], processes: int) -> Generator[tuple[Path, FileRead], None, None]:
    """Each path with its record or refusal, in the order they are done."""
    left = list(paths)
    while left:
        running: dict[Future[FileRead], Path] = {}
        with contextlib.suppress(BrokenProcessPool), _pool(processes) as pool:
            while left or running:
                while left and len(running) < processes * 4:
                    path = left.pop()
                    running[pool.submit(read_file, path)] = path
                finished, _ = wait(running, return_when=FIRST_COMPLETED)
                for one in finished:
                    path = running[one]
                    yield path, one.result()
                    del running[one]
        for path in running.values():
            yield path, _alone(path)


def _alone(path: Path) -> FileRead:
    with _pool(1) as pool:
        try:
            return pool.submit(read_file, path).result()
        except BrokenProcessPool:
            return FileRead(hashlib.sha256(path.read_bytes()).hexdigest(), "damaged")


@contextlib.contextmanager
def _pool(processes: int) -> Iterator[ProcessPoolExecutor]:
    """Processes that read; an interruption ends them at once, for what they had not finished is read again."""
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(processes, mp_context=context, initializer=_prepare_process)
    try:
        yield pool
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for one in multiprocessing.active_children():
            one.terminate()
        raise
    pool.shutdown()


def _prepare_process() -> None:
    """Leave Ctrl-C to the first process, and keep a document from taking all memory where that can be done."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def read_file(path: Path) -> FileRead:
    """The record of one file, or why it was refused."""
    from bridgework.core.papers.as_json import as_json
    from bridgework.core.papers.reading.reading import read_paper
    from bridgework.core.papers.reading.refusing import FileRefused

    data = path.read_bytes()
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        return FileRead(sha256, READ, as_json(read_paper(data, name=path.name)))
    except FileRefused as refused:
        return FileRead(sha256, refused.code)
    except MemoryError:
        return FileRead(sha256, "unpacks-too-large")
