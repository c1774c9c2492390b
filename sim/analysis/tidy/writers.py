"""Writing tables piece by piece, so that no more than a piece is held at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pandas as pd

Frames = Iterable[pd.DataFrame]


def write_csv(frames: Frames, file: Path, notes: Mapping[str, str]) -> None:
    """Write a table as text; ``notes`` stand in the read-me, not in the table."""
    with unfinished(file) as path, path.open("w", encoding="utf-8", newline="") as handle:
        for number, frame in enumerate(frames):
            frame.to_csv(handle, header=number == 0, index=False, lineterminator="\n")


def write_parquet(frames: Frames, file: Path, notes: Mapping[str, str]) -> None:
    """Write a table with a group of rows a piece; ``notes`` are its metadata."""
    import pyarrow as pa
    from pyarrow import parquet

    with unfinished(file) as path:
        writer = None
        try:
            for frame in frames:
                table = pa.Table.from_pandas(frame, preserve_index=False)
                if writer is None:
                    schema = table.schema.with_metadata(dict(notes))
                    writer = parquet.ParquetWriter(path, schema, compression="zstd")
                writer.write_table(table.replace_schema_metadata(dict(notes)))
        finally:
            if writer is not None:
                writer.close()


WRITERS: Final[Mapping[str, Callable[[Frames, Path, Mapping[str, str]], None]]] = {
    "csv": write_csv,
    "parquet": write_parquet,
}


@contextmanager
def unfinished(file: Path) -> Iterator[Path]:
    """Give the name under which to write a file, which gets its own name when it is whole."""
    path = file.with_name(f"{file.name}.new")
    yield path
    path.replace(file)
