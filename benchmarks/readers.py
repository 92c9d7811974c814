"""Readers: threads that fetch addresses over real connections and note how long each answer took."""

from __future__ import annotations

import http.client
import re
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random


@dataclass
class Times:
    """How long answers took, in seconds, and what else was noted about them."""

    taken: list[float] = field(default_factory=list)
    failed: int = 0
    lasted: float = 0.0

    def milliseconds(self, part: float) -> float:
        """The time within which `part` of the answers came."""
        ordered = sorted(self.taken)
        if not ordered:
            return float("nan")
        return ordered[min(int(len(ordered) * part), len(ordered) - 1)] * 1000

    @property
    def a_second(self) -> float:
        """Answers in a second."""
        return len(self.taken) / self.lasted if self.lasted else 0.0


def read(
    port: int, paths: Sequence[str], *, readers: int, think: float, seconds: float, cookie: str = "", seed: int = 1
) -> Times:
    """Let `readers` fetch addresses at random for so many seconds, with `think` seconds between two."""
    times, lock = Times(), threading.Lock()
    began = time.monotonic()

    def one_reader(number: int) -> None:
        random = Random(seed * 1000 + number)  # noqa: S311 - which page comes next is no secret
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        # Readers do not come in step.
        time.sleep(random.random() * think)
        while time.monotonic() - began < seconds:
            path = random.choice(paths)
            started = time.perf_counter()
            try:
                answer = fetch(connection, path, cookie=cookie)
                good = answer.status == 200
            except (OSError, http.client.HTTPException):
                connection.close()
                good = False
            took = time.perf_counter() - started
            with lock:
                if good:
                    times.taken.append(took)
                else:
                    times.failed += 1
            if think:
                time.sleep(think * (0.5 + random.random()))
        connection.close()

    threads = [threading.Thread(target=one_reader, args=(number,)) for number in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    times.lasted = time.monotonic() - began
    return times


@dataclass(frozen=True)
class Answer:
    """One answer of the server."""

    status: int
    headers: dict[str, str]
    body: bytes


def fetch(connection: http.client.HTTPConnection, path: str, *, cookie: str = "", **headers: str) -> Answer:
    """Fetch one address. Underscores in the names of headers stand for hyphens."""
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    if cookie:
        sent["Cookie"] = cookie
    connection.request("GET", path, headers=sent)
    response = connection.getresponse()
    body = response.read()
    return Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, body)


@dataclass(frozen=True)
class Weight:
    """Bytes of a page as they are sent: its own, and of all it asks for on a first visit."""

    page: int
    rest: int
    unchanged: int
    """The status when asked for again with its entity tag."""


def weigh(port: int, path: str, *, cookie: str = "") -> Weight:
    """Weigh a page as a browser would fetch it for the first time."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    page = fetch(connection, path, cookie=cookie, Accept_Encoding="br, gzip")
    again = fetch(connection, path, cookie=cookie, If_None_Match=page.headers.get("etag", '"none"'))
    plain = fetch(connection, path, cookie=cookie).body.decode()
    rest = 0
    for tag in dict.fromkeys(re.findall(r"<(?:link|script)[^>]*>", plain)):
        found = re.search(r'(?:href|src)="(/static/[^"]+)"', tag)
        if found and 'media="print"' not in tag:
            rest += len(fetch(connection, found.group(1), Accept_Encoding="br, gzip").body)
    connection.close()
    return Weight(len(page.body), rest, again.status)
