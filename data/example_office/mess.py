"""All ledgers in the state they are in, and the list of everything that is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from example_office.mess_disputes import mediation_books, screening_books
from example_office.mess_others import base_book, contracts_book, counsel_book, litigation_book, publicity_book

if TYPE_CHECKING:
    from example_office.grid import Book, Planted
    from example_office.truth import Truth

__all__ = ["Mess", "make_mess"]


@dataclass(frozen=True)
class Mess:
    """Books to be written, and what was planted in them."""

    books: list[Book]
    planted: list[Planted]

    def file_of(self, planted: Planted) -> str:
        """Name of the file a piece of dirt is in."""
        return next(book.file for book in self.books if any(sheet is planted.sheet for sheet in book.sheets))


def make_mess(truth: Truth) -> Mess:
    """Dirty every ledger; the same truth gives the same mess."""
    log: list[Planted] = []
    books = [*mediation_books(truth, log), *screening_books(truth, log)]
    makers = (publicity_book, counsel_book, contracts_book, litigation_book, base_book)
    books += [make(truth, log) for make in makers]
    return Mess(books, log)
