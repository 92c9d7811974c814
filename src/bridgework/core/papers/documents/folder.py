"""The folder that is handed over to whoever runs the council's own committee system: one ZIP.

    title.txt, proposals.txt          ready to paste
    public/                           Word file, PDF, HTML, JSON, Akoma Ntoso, appendices: for everybody
    private/                          the same of the private part, only where there is one
    README.txt                        what is in it, with the SHA-256 of each file

The public folder is made from a record that never held the private text. The same input gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import IO, Final

from bridgework.core.papers.as_json import as_json
from bridgework.core.papers.documents.akn import as_akn
from bridgework.core.papers.documents.attached import Attached, file_name
from bridgework.core.papers.documents.blocks import blocks_of, plain
from bridgework.core.papers.documents.docx import as_docx
from bridgework.core.papers.documents.html import as_page
from bridgework.core.papers.documents.parting import private_part, public_part
from bridgework.core.papers.documents.pdf import as_pdf
from bridgework.core.papers.documents.word_file import write
from bridgework.core.papers.record import PaperRecord

STAMP: Final = datetime(2000, 1, 1, tzinfo=UTC)
FOLDERS: Final = {"appendix": "appendices", "background": "background-papers", "equality": "equality-analysis"}


def hand_over(
    record: PaperRecord,
    target: IO[bytes],
    *,
    attachments: Iterable[Attached] = (),
    template: bytes | None = None,
    stamp: datetime = STAMP,
) -> None:
    """Write the folder as a ZIP into `target`.

    Raises `CannotBuild` where a document cannot be made, `WordFileRefused` where the council's template is unusable.
    """
    public, private = public_part(record), private_part(record)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        folder = _Folder(packed)
        folder.add("title.txt", f"{public.title or ''}\n".encode())
        folder.add("proposals.txt", proposals_text(public).encode())
        for name, part in (("public", public), ("private", private)):
            if part is not None:
                folder.documents(name, part, template, stamp)
        if private is not None and private.proposals:
            folder.add("private/proposals.txt", proposals_text(private).encode())
        counts: dict[tuple[bool, str], int] = {}
        for one in attachments:
            is_private = one.is_private or record.is_private
            counts[is_private, one.kind] = number = counts.get((is_private, one.kind), 0) + 1
            inner = FOLDERS.get(one.kind, "attachments")
            folder.add(f"{'private' if is_private else 'public'}/{inner}/{file_name(number, one)}", one.read())
        if folder.has_private:
            folder.add("private/README.txt", folder.readme(public, of_private=True).encode())
        folder.add("README.txt", folder.readme(public).encode())


def proposals_text(record: PaperRecord) -> str:
    """The proposals as plain text, lettered, ready to paste into another system."""
    lines: list[str] = []
    for one in record.proposals:
        first, *rest = plain(blocks_of(one.text)).split("\n")
        lines += [f"({one.label}) {first}", *(f"    {line}" for line in rest)]
    return "".join(f"{line}\n" for line in lines)


class _Folder:
    def __init__(self, packed: zipfile.ZipFile) -> None:
        self._packed = packed
        self._written: list[tuple[str, int, str]] = []

    def add(self, name: str, data: bytes) -> None:
        write(self._packed, name, data)
        self._written.append((name, len(data), hashlib.sha256(data).hexdigest()))

    def documents(self, folder: str, record: PaperRecord, template: bytes | None, stamp: datetime) -> None:
        self.add(f"{folder}/paper.docx", as_docx(record, template=template, stamp=stamp))
        self.add(f"{folder}/paper.pdf", as_pdf(record, stamp=stamp).data)
        self.add(f"{folder}/paper.html", as_page(record).encode())
        data = json.dumps(as_json(record), ensure_ascii=False, indent=2)
        self.add(f"{folder}/paper.json", f"{data}\n".encode())
        if record.meeting_date:
            self.add(f"{folder}/paper.akn.xml", as_akn(record))

    @property
    def has_private(self) -> bool:
        """Whether anything private was written."""
        return any(name.startswith("private/") for name, _, _ in self._written)

    def readme(self, public: PaperRecord, *, of_private: bool = False) -> str:
        """What is in the folder. That of the public part does not name what is private: a name can tell."""
        lines = [
            public.title or "Untitled",
            " · ".join(filter(None, (public.body, public.meeting_date, public.reference))),
            "",
        ]
        if of_private:
            lines.append("Everything in this folder is exempt. Keep it apart, and never publish it.")
        else:
            lines.append("title.txt and proposals.txt are ready to paste. Everybody may read what is in public/.")
            if self.has_private:
                lines.append("What is in private/ is exempt: keep it apart, and never publish it.")
        lines += ["", "File, bytes, SHA-256:", ""]
        written = [one for one in self._written if one[0].startswith("private/") == of_private]
        lines += [f"{name}  {size}  {digest}" for name, size, digest in written]
        return "".join(f"{line}\n" for line in lines)
