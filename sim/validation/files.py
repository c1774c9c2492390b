"""Files of a folder of figures: which holds each table, and which are not read at all."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import Final, NamedTuple

from sim.data.schema import FOLDER
from sim.validation.rows import TABLES, file_of
from sim.validation.words import word_of

_LIKE_TABLES: Final = (".csv", ".tsv", ".txt", ".xlsx", ".xls", ".ods")
#: How files that another program has open, or hides, begin.
_HIDDEN: Final = (".", "~$")
#: How alike two names are, 0-1, from where on one may be meant by the other (judgement).
_ALIKE: Final = 0.6


class Stranger(NamedTuple):
    """A file that looks like a table, and is none that is read.

    Attributes
    ----------
    name
        Of the file.
    meant
        The file of a table that it may be meant for; empty if none has a name like it.
    is_there
        Whether that one is read already: then it is the same table in another file.
    """

    name: str
    meant: str = ""
    is_there: bool = False

    @property
    def words(self) -> str:
        """What became of it, without a mark at the end unless it is a question.

        Examples
        --------
        >>> Stranger("market_sizes.csv", "market_size.csv").words
        'market_sizes.csv is not read; did you mean market_size.csv?'
        >>> Stranger("market_size.xlsx", "market_size.csv", is_there=True).words
        'market_size.xlsx is not read; market_size.csv is'
        """
        if not self.meant:
            return f"{self.name} is not read"
        if self.is_there:
            return f"{self.name} is not read; {self.meant} is"
        return f"{self.name} is not read; did you mean {self.meant}?"


def strangers_in(folder: Path) -> list[Stranger]:
    """Return the files of a folder that look like tables and are none, by name.

    None in the folder of the package, which holds many other tables.
    """
    if folder.resolve() == FOLDER.resolve():
        return []
    read = {table: file for table in TABLES if (file := file_of(folder, table))}
    return [
        _stranger(file, read)
        for file in sorted(folder.iterdir())
        if file.suffix.lower() in _LIKE_TABLES
        and not file.name.startswith(_HIDDEN)
        and file.is_file()
        and not any(file.samefile(each) for each in read.values())
    ]


def _stranger(file: Path, read: dict[str, Path]) -> Stranger:
    name = file.name.encode("utf-8", "replace").decode("utf-8")
    word = word_of(file.stem)
    close = difflib.get_close_matches(word, TABLES, n=1, cutoff=_ALIKE)
    if not close or (close[0] in read and close[0] != word):
        return Stranger(name)
    return Stranger(name, f"{close[0]}.csv", close[0] in read)
