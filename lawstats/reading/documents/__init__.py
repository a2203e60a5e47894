"""Files into text: `files` (which kind, limits), `encodings`, `pages` (HTML), `word` (.docx), `pdf`."""

from __future__ import annotations

from lawstats.reading.documents.files import SUFFIXES, Document, read_document

__all__ = ["SUFFIXES", "Document", "read_document"]
