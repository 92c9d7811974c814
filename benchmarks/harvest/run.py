"""Take a whole catalogue by OAI-PMH and say how fast it went: `python -m benchmarks.harvest.run ADDRESS`."""

from __future__ import annotations

import argparse
import statistics
import time
from dataclasses import dataclass

from sickle import Sickle


@dataclass(frozen=True)
class Harvest:
    """One harvest: how many records, and the seconds of each part."""

    records: int
    parts: tuple[float, ...]

    @property
    def seconds(self) -> float:
        """From the first request to the last answer."""
        return sum(self.parts)

    @property
    def rate(self) -> float:
        """Records a second."""
        return self.records / self.seconds if self.seconds else 0.0


class Timed(Sickle):
    """Sickle, noting how long each answer took, with what it does to read it."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.parts: list[float] = []

    def harvest(self, **arguments: str) -> object:
        """One request and its answer."""
        begun = time.perf_counter()
        answer = super().harvest(**arguments)
        self.parts.append(time.perf_counter() - begun)
        return answer


def harvest(address: str, verb: str) -> Harvest:
    """Take everything once."""
    harvester = Timed(address)
    records = sum(1 for _ in getattr(harvester, verb)(metadataPrefix="oai_dc"))
    return Harvest(records, tuple(harvester.parts))


def main() -> None:
    """Harvest as often as asked and print each time, the fastest last."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address", help="the address of an OAI-PMH interface")
    parser.add_argument("--verb", choices=("ListRecords", "ListIdentifiers"), default="ListRecords")
    parser.add_argument("--times", type=int, default=1)
    arguments = parser.parse_args()
    found = [harvest(arguments.address, arguments.verb) for _ in range(max(arguments.times, 1))]
    for one in sorted(found, key=lambda each: each.rate):
        print(
            f"{one.records} records in {len(one.parts)} parts, {one.seconds:.2f} s: {one.rate:.0f} a second; "
            f"a part {statistics.median(one.parts) * 1000:.0f} ms, at most {max(one.parts) * 1000:.0f} ms"
        )


if __name__ == "__main__":
    main()
