"""What the engines are asked: judged collections (BEIR layout), their questions as paragraphs, and invented ones."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.search.invented import Invented

PARAGRAPH = 120
"""Words of the document that a paragraph-long question is made with."""
ANSWERS = 3
"""Answering documents that a question needs to be made into a paragraph: one is used up."""


@dataclass(frozen=True)
class Question:
    """What is asked, which documents answer it, and which are not counted because they stand in the question."""

    key: str
    text: str
    grades: Mapping[str, int]
    left_out: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Collection:
    """Documents in a file, and sets of questions by name."""

    name: str
    corpus: Path
    sets: Mapping[str, list[Question]]


def judged(folder: Path) -> Collection:
    """A collection in a folder: corpus.jsonl, queries.jsonl, and qrels.tsv or qrels/test.tsv."""
    grades: dict[str, dict[str, int]] = {}
    table = folder / "qrels.tsv" if (folder / "qrels.tsv").exists() else folder / "qrels" / "test.tsv"
    for line in table.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) == 3 and cells[2].strip().lstrip("-").isdigit():
            grades.setdefault(cells[0], {})[cells[1]] = int(cells[2])
    said = [json.loads(line) for line in (folder / "queries.jsonl").read_text(encoding="utf-8").splitlines()]
    questions = [
        Question(str(one["_id"]), one["text"], grades[str(one["_id"])])
        for one in said
        if any(grade > 0 for grade in grades.get(str(one["_id"]), {}).values())
    ]
    corpus = folder / "corpus.jsonl"
    return Collection(folder.name, corpus, {"questions": questions, "paragraphs": _paragraphs(corpus, questions)})


def _paragraphs(corpus: Path, questions: list[Question]) -> list[Question]:
    """Each question as somebody pastes it with its background: the beginning of one document that answers it.

    That document is then neither an answer nor counted where it is found.
    """
    texts = {}
    with corpus.open(encoding="utf-8") as lines:
        for line in lines:
            one = json.loads(line)
            texts[str(one["_id"])] = f"{one.get('title') or ''} {one['text']}"
    made = []
    for question in questions:
        answering = sorted(key for key, grade in question.grades.items() if grade > 0 and texts.get(key, "").strip())
        if len(answering) < ANSWERS:
            continue
        used = answering[0]
        words = texts[used].split()[:PARAGRAPH]
        others = {key: grade for key, grade in question.grades.items() if key != used}
        made.append(Question(question.key, f"{question.text} {' '.join(words)}", others, frozenset([used])))
    return made


def invented(size: int, asked: int, folder: Path) -> tuple[Path, list[str]]:
    """A file of `size` invented passages, and questions to it."""
    source = Invented()
    corpus = folder / f"invented-{size}.jsonl"
    with corpus.open("w", encoding="utf-8") as file:
        for number in range(size):
            file.write(json.dumps({"_id": str(number), "title": "", "text": source.passage()}) + "\n")
    return corpus, [source.question() for _ in range(asked)]
