"""The market is frozen (ADR 0007): a small one has the rows of its version. Another market needs another version, a record and a commit.

Rows are counted, not hashed: the last digit of an exponential may differ between machines. `python tests/world/test_frozen.py` writes
the counts of a new version.
"""

import json
import tempfile
from pathlib import Path

import pyarrow.parquet as pq

from zhenxin.world import make
from zhenxin.world.parameters import VERSION

GOLDEN = Path(__file__).parents[1] / "golden" / "world.json"
ROOM = 0.005
"""What two machines may differ by, as a share of the rows of a table; three rows at the least."""


def counts(folder: Path) -> dict[str, int]:
    """Rows of each table, and of each behaviour in the answer key."""
    found = {path.stem: pq.read_metadata(path).num_rows for path in sorted(folder.glob("*.parquet"))}
    key = pq.read_table(folder / "truth.parquet")["behaviour"].to_pylist()
    return found | {f"key: {code}": key.count(code) for code in sorted(set(key))}


def test_the_market_has_the_rows_of_its_version(tmp_path: Path) -> None:
    golden = json.loads(GOLDEN.read_text(encoding="utf-8"))
    make(tmp_path / "w", orders=20_000, seed=1)
    now = counts(tmp_path / "w")
    assert golden["version"] == VERSION
    assert set(now) == set(golden["rows"])
    moved = {name: (rows, now[name]) for name, rows in golden["rows"].items() if abs(rows - now[name]) > max(ROOM * rows, 3)}
    assert not moved, "docs/adr/0007-the-world-is-frozen.md says what to do"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        make(Path(name) / "w", orders=20_000, seed=1)
        GOLDEN.write_text(json.dumps({"version": VERSION, "rows": counts(Path(name) / "w")}, indent=1, ensure_ascii=False) + "\n", "utf-8")
