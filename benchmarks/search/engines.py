"""One engine in a process of its own: takes orders as lines of JSON, and answers each with a line.

python -m benchmarks.search.engines ours|ours-by-meaning|tantivy|bm25s|postgresql|whoosh

    {"index": "passages.jsonl"}              -> {"seconds": 2.1, "documents": 1400}
    {"ask": "how much …", "most": 20}        -> {"found": ["12", …], "ms": 1.9}

Each engine stems English, looks for any of the words, and gives what a page of results needs: the key, the title and
the text of the best. Ours also counts them and cuts snippets, as the product does.
"""

from __future__ import annotations

import json
import os
import re
import resource
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from time import perf_counter
from typing import Any

WORD = re.compile(r"[^\W_]+")
Ask = Callable[[str, int], list[str]]
Make = Callable[[Path, ExitStack], tuple[Ask, int]]


def main() -> None:
    """Answer orders until there are no more."""
    make = ENGINES[sys.argv[1]]
    orders, answers = sys.stdin, os.fdopen(os.dup(1), "w")
    # Whatever a library prints must not look like an answer.
    sys.stdout = sys.stderr
    ask: Ask | None = None
    with ExitStack() as open_until_the_end:
        for line in orders:
            order = json.loads(line)
            started = perf_counter()
            if "index" in order:
                ask, count = make(Path(order["index"]), open_until_the_end)
                answer: dict[str, Any] = {"seconds": perf_counter() - started, "documents": count}
            else:
                assert ask is not None, "There is no index to ask yet."
                found = ask(order["ask"], order["most"])
                answer = {"found": found, "ms": (perf_counter() - started) * 1000}
            answer["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            answers.write(json.dumps(answer) + "\n")
            answers.flush()


def _passages(path: Path) -> Iterator[tuple[str, str, str]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            one = json.loads(line)
            yield str(one["_id"]), one.get("title") or "", one["text"]


def ours(path: Path, until_the_end: ExitStack) -> tuple[Ask, int]:
    """Bridgework's own index, through its ORM, on the database that BRIDGEWORK_DATABASE_URL names; SQLite without."""
    from bridgework.cli.evaluation.ground import empty_index

    until_the_end.enter_context(empty_index())
    from bridgework.cli.evaluation.judged import passages
    from bridgework.cli.evaluation.measuring import indexed
    from bridgework.kernel.permissions import VISITOR
    from bridgework.kernel.search import find

    keys, _seconds = indexed(passages(path))

    def ask(text: str, most: int) -> list[str]:
        return [keys[int(hit.public_id) - 1] for hit in find(text, actor=VISITOR, per_page=most).hits]

    return ask, len(keys)


def tantivy(path: Path, _until_the_end: ExitStack) -> tuple[Ask, int]:
    """Tantivy (Rust): BM25 over title and text, its English stemmer."""
    import tantivy as engine

    builder = engine.SchemaBuilder()
    builder.add_text_field("key", stored=True, tokenizer_name="raw")
    for name in ("title", "text"):
        builder.add_text_field(name, stored=True, tokenizer_name="en_stem")
    index = engine.Index(builder.build())
    writer = index.writer(heap_size=100_000_000, num_threads=1)
    count = 0
    for key, title, text in _passages(path):
        writer.add_document(engine.Document(key=key, title=title, text=text))
        count += 1
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def ask(words: str, most: int) -> list[str]:
        query = index.parse_query(" ".join(WORD.findall(words.lower())), ["title", "text"])
        found = [searcher.doc(address) for _score, address in searcher.search(query, most).hits]
        return [one["key"][0] for one in found if one["text"] is not None]

    return ask, count


def bm25s(path: Path, _until_the_end: ExitStack) -> tuple[Ask, int]:
    """bm25s (numpy, scipy): title and text as one, Snowball's English stemmer, its own list of small words."""
    import bm25s as engine
    import Stemmer

    stemmer = Stemmer.Stemmer("english")
    keys, texts = [], []
    for key, title, text in _passages(path):
        keys.append(key)
        texts.append(f"{title} {text}")
    index = engine.BM25()
    index.index(engine.tokenize(texts, stopwords="en", stemmer=stemmer, show_progress=False), show_progress=False)

    def ask(words: str, most: int) -> list[str]:
        asked = engine.tokenize(words, stopwords="en", stemmer=stemmer, show_progress=False)
        places, scores = index.retrieve(asked, k=min(most, len(keys)), show_progress=False)
        return [
            keys[int(place)]
            for place, score in zip(places[0], scores[0], strict=True)
            if score > 0 and texts[int(place)]
        ]

    return ask, len(keys)


def whoosh(path: Path, until_the_end: ExitStack) -> tuple[Ask, int]:
    """Whoosh (Python): BM25F over title and text, its stemming analyser, words joined by or."""
    from whoosh.analysis import StemmingAnalyzer
    from whoosh.fields import ID, TEXT, Schema
    from whoosh.index import create_in
    from whoosh.qparser import MultifieldParser, OrGroup

    analyser = StemmingAnalyzer()
    schema = Schema(key=ID(stored=True), title=TEXT(analyser, stored=True), text=TEXT(analyser, stored=True))
    index = create_in(until_the_end.enter_context(tempfile.TemporaryDirectory()), schema)
    writer = index.writer(limitmb=256)
    count = 0
    for key, title, text in _passages(path):
        writer.add_document(key=key, title=title, text=text)
        count += 1
    writer.commit()
    searcher = until_the_end.enter_context(index.searcher())
    parser = MultifieldParser(["title", "text"], schema, group=OrGroup)

    def ask(words: str, most: int) -> list[str]:
        query = parser.parse(" ".join(WORD.findall(words.lower())))
        return [hit["key"] for hit in searcher.search(query, limit=most) if hit["text"] is not None]

    return ask, count


def postgresql(path: Path, until_the_end: ExitStack) -> tuple[Ask, int]:
    """PostgreSQL's own ranking: a tsvector (title A, text D) under a GIN index, any of the words, ts_rank."""
    import psycopg

    connection = psycopg.connect(os.environ["BRIDGEWORK_DATABASE_URL"], autocommit=True)
    until_the_end.enter_context(connection)
    connection.execute("DROP TABLE IF EXISTS rival")
    connection.execute(
        "CREATE TABLE rival (key text, title text, text text, words tsvector GENERATED ALWAYS AS"
        " (setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', text), 'D')) STORED)"
    )
    count = 0
    with connection.cursor() as cursor, cursor.copy("COPY rival (key, title, text) FROM STDIN") as copy:
        for row in _passages(path):
            copy.write_row(row)
            count += 1
    connection.execute("CREATE INDEX ON rival USING gin (words)")
    connection.execute("VACUUM ANALYZE rival")

    def ask(words: str, most: int) -> list[str]:
        rows = connection.execute(
            "SELECT key, title, text FROM rival,"
            " (SELECT replace(plainto_tsquery('english', %s)::text, '&', '|')::tsquery AS asked) AS question"
            " WHERE words @@ asked ORDER BY ts_rank(words, asked) DESC LIMIT %s",
            [words, most],
        )
        return [row[0] for row in rows]

    return ask, count


ENGINES: dict[str, Make] = {
    "ours": ours,
    "tantivy": tantivy,
    "bm25s": bm25s,
    "postgresql": postgresql,
    "whoosh": whoosh,
}

if __name__ == "__main__":
    main()
