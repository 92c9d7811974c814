"""Files that are not read, each with a code, a reason and what would help."""

from __future__ import annotations

from typing import Final

REFUSALS: Final[dict[str, tuple[str, str]]] = {
    "empty": ("This file is empty.", "Choose the file again."),
    "too-large": ("This file is too large to read.", "Remove its pictures, or bring it in parts."),
    "too-many-pages": ("This document has too many pages.", "Bring the paper alone, without the whole pack."),
    "too-long": ("This document is too long to be one paper.", "Bring the paper alone, without the whole pack."),
    "takes-too-long": ("Reading this document takes too long.", "Save it again, or print it to a new PDF."),
    "unpacks-too-large": ("Unpacked, this document is far too large.", "Save it again in Word."),
    "macros": ("This document contains macros (small programs).", "Save it without macros, as .docx, or as a PDF."),
    "encrypted": ("This document is protected by a password.", "Save it without a password."),
    "damaged": ("This document is damaged or not complete.", "Open it on your computer and save it again."),
    "document-type": (
        "This document defines names of its own (a document type or entities), which can be misused.",
        "Save it again, or paste its text into a new document.",
    ),
    "not-what-it-says": ("This file is not what its name says.", "Give it the right ending, or choose another file."),
    "unknown-type": (
        "This kind of file is not read.",
        "Possible are Word (docx), PDF, HTML, Markdown and plain text. Save an old .doc or .rtf as .docx first.",
    ),
    "no-text": ("We found no text in this file; it may be pictures of pages.", "Run text recognition on it first."),
}
"""By code: what is said, and what would help."""


class FileRefused(ValueError):
    """The file is not read. `code` is one of `REFUSALS`; the message is one line, `remedy` another."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.message, self.remedy = REFUSALS[code]
        super().__init__(self.message)
