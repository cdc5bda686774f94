"""Where the tables of a world lie."""

from pathlib import Path

from pyarrow import dataset


def place(world: Path, table: str) -> Path:
    """Where a table of a world lies: one file, or the folder that holds a part of each district."""
    return world / table if (world / table).is_dir() else world / f"{table}.parquet"


def entities(world: Path, table: str) -> int:
    """Rows of a table of a world."""
    return int(dataset.dataset(place(world, table)).count_rows())
