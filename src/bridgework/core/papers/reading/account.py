"""The account of every letter: what was placed, and what is left.

Nothing is marked as read except together with the value it went into, so that text cannot vanish: `place` writes the
provenance of a value and marks its letters in one step, and whatever was never marked is listed as unread.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bridgework.core.papers.reading.blocks import Block, squeezed
from bridgework.core.papers.record import Read, Unread


@dataclass(frozen=True)
class Piece:
    """Letters `start` to `end` of the block at `block`."""

    block: int
    start: int
    end: int


class Account:
    """What became of the letters of `blocks`."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self.provenance: dict[str, Read] = {}
        self.positions: dict[str, int] = {}
        self._marked = [bytearray(len(one.text)) for one in blocks]

    def place(self, pointer: str, pieces: Iterable[Piece], confidence: float) -> None:
        """Say that `pieces` became the value at the JSON `pointer`; a second call adds to the first."""
        found = [piece for piece in pieces if piece.end > piece.start]
        if not found:
            return
        for piece in found:
            self._marked[piece.block][piece.start : piece.end] = b"\x01" * (piece.end - piece.start)
        raw = " ".join(squeezed(self.words(piece)) for piece in found)
        place = self.blocks[found[0].block].place
        self.positions.setdefault(pointer, found[0].block)
        before = self.provenance.get(pointer)
        if before is not None:
            raw, place, confidence = f"{before.raw} {raw}", before.place, min(before.confidence, confidence)
        self.provenance[pointer] = Read(place, round(confidence, 2), raw.strip())

    def words(self, piece: Piece) -> str:
        """The letters of a piece."""
        return self.blocks[piece.block].text[piece.start : piece.end]

    def is_marked(self, piece: Piece) -> bool:
        """Whether any of it was placed already."""
        return any(self._marked[piece.block][piece.start : piece.end])

    def left(self) -> tuple[Unread, ...]:
        """Everything that was never placed and has a letter or a digit in it, in the order of the document."""
        found = []
        for block, marked in zip(self.blocks, self._marked, strict=True):
            for start, end in _runs(marked):
                text = squeezed(block.text[start:end])
                if any(sign.isalnum() for sign in text):
                    found.append(Unread(block.place, text))
        return tuple(found)


def _runs(marked: bytearray) -> list[tuple[int, int]]:
    """Where runs of unmarked letters begin and end."""
    found, at, length = [], 0, len(marked)
    while at < length:
        start = marked.find(0, at)
        if start < 0:
            break
        end = marked.find(1, start)
        at = end if end >= 0 else length
        found.append((start, at))
    return found
