"""Counts behind the links: sixty days one by one are all at once, only new days are read, and whatever has changed is read anew."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from runs import SETTINGS, contents, read, run, told
from town import AS_OF, DORMITORY, FANS, HEAVY, RING, Town, acts, town
from zhenxin import events, rings
from zhenxin.engine import DuckDBEngine, parse
from zhenxin.events.dataset import Dataset, Input, LoadedTable
from zhenxin.events.schema import TABLES, typed_tables
from zhenxin.flow.counted import FOLDER, Counts, count, keep
from zhenxin.rings import Rings, find_rings
from zhenxin.signals._run import SIGNAL_VALUES

DAYS = 60
BEGAN = AS_OF - timedelta(days=DAYS)
COUNTED = tuple(rings.COUNTED)


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The town as typed tables, each drawn out over sixty days of equally many rows, one file a day; whoever changes it copies it first."""
    folder = tmp_path_factory.mktemp("days")
    for name in COUNTED:
        when = typed_tables()[name].when
        table = town().typed()[name].sort_by(when)
        moved = [BEGAN + timedelta(days=DAYS * place / table.num_rows) for place in range(table.num_rows)]
        table = table.set_column(table.schema.get_field_index(when), when, pa.array(moved, pa.timestamp("us")))
        of = pa.array([DAYS * place // table.num_rows for place in range(table.num_rows)])
        (folder / name).mkdir()
        for day in range(DAYS):
            pq.write_table(table.filter(pc.equal(of, day)), folder / name / f"{day:02d}.parquet")
    return folder


@cache
def _digest(path: Path, _changed_at: int) -> str:
    return hashlib.sha256(f"{path.parent.name}/{path.name}".encode() + path.read_bytes()).hexdigest()


def until(folder: Path, last: int, as_of: datetime = AS_OF) -> Dataset:
    """The data set of the files up to one day, as the events stage hands it on where nothing has to change."""
    tables = {}
    for name in COUNTED:
        files = tuple(path for path in sorted((folder / name).iterdir()) if int(path.stem) <= last)
        columns, when = tuple(typed_tables()[name].by_name), typed_tables()[name].when
        later = sum(moment > as_of for path in files for moment in pq.read_table(path)[when].to_pylist()) if as_of < AS_OF else 0
        inputs = tuple(Input(path, _digest(path, path.stat().st_mtime_ns)) for path in files)
        tables[name] = LoadedTable(name=name, files=files, select=f"select {', '.join(columns)} from {name}", columns=columns, in_place=True, again="",
                                   rows=0, filled=frozenset(columns), later=later, inputs=inputs)  # fmt: skip
    return Dataset(folder=folder, tables=tables, as_of=as_of, as_of_given=True, inputs={})


@pytest.fixture
def engine() -> Iterator[DuckDBEngine]:
    opened = DuckDBEngine(SETTINGS)
    yield opened
    opened.close()


def counted(engine: DuckDBEngine, dataset: Dataset, out: Path, previous: Path | None = None) -> Counts:
    """The counts of the data set, kept in `out` as a run keeps them; new ones are made elsewhere and forgotten."""
    made = out.parent / f".{out.name}.made"
    counts = count(engine, dataset, made, previous)
    keep(counts, out)
    shutil.rmtree(made)
    return counts


def one_by_one(engine: DuckDBEngine, folder: Path, base: Path) -> Counts:
    """Day after day with the day before as the previous run; the last day's counts."""
    for last in range(DAYS):
        counts = counted(engine, until(folder, last), base / f"{last:02d}", base / f"{last - 1:02d}" if last else None)
    return counts


def found(engine: DuckDBEngine, tables: Mapping[str, pa.Table], out: Path | None) -> Rings:
    """The rings of the town by the counts in `out`, or by the events themselves."""
    for name, table in tables.items():
        engine.put(f"cut_{name}", table)
    said = [("order", row["order_id"], "cashback_return") for row in town().orders_of(RING)]
    said += [("account", account, "order_burst") for account in (*FANS, *DORMITORY, *HEAVY)]
    values = [
        {"entity_kind": kind, "entity_id": one, "signal": signal, "value": 9.0, "level": 3, "as_of": AS_OF} for kind, one, signal in said
    ]
    engine.put("signal_values", pa.Table.from_pylist(values, SIGNAL_VALUES))
    return find_rings(engine, acts=acts(), as_of=AS_OF, counts=sorted((out / FOLDER).iterdir()) if out else ())


def same(one: Rings, other: Rings) -> bool:
    return all(getattr(one, name).equals(getattr(other, name)) for name in ("rings", "members", "links", "explanations"))


# sixty days


def test_sixty_days_one_by_one_are_all_at_once(engine: DuckDBEngine, days: Path, tmp_path: Path) -> None:
    last = one_by_one(engine, days, tmp_path)
    whole = counted(engine, until(days, DAYS), tmp_path / "whole")
    assert contents(tmp_path / f"{DAYS - 1}") == contents(tmp_path / "whole")
    assert len(whole.taken) == 0
    assert size(last.read) <= size(whole.read) / 20
    assert columns(last.read) <= columns(whole.read) / 20
    tables = town().typed()
    by_events = found(engine, tables, None)
    assert by_events.rings.num_rows == 2
    assert by_events.links.num_rows > 60
    assert same(found(engine, tables, tmp_path / f"{DAYS - 1}"), by_events)
    assert same(found(engine, tables, tmp_path / "whole"), by_events)


def size(files: tuple[Path, ...]) -> int:
    return sum(file.stat().st_size for file in files)


def columns(files: tuple[Path, ...]) -> int:
    """Bytes in Parquet of the columns that are counted."""
    return sum(
        chunk.total_compressed_size
        for file in files
        for meta in [pq.read_metadata(file)]
        for group in map(meta.row_group, range(meta.num_row_groups))
        for chunk in map(group.column, range(group.num_columns))
        if chunk.path_in_schema in dict(parse(rings.COUNTED[file.parent.name]).reads)[file.parent.name]
    )


def test_files_that_were_counted_are_not_opened(engine: DuckDBEngine, days: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(days, tmp_path / "days")
    counted(engine, until(folder, 8), tmp_path / "before")
    dataset = until(folder, 9)
    for table in dataset.tables.values():
        for one in table.inputs:
            if int(one.path.stem) < 9:
                one.path.write_bytes(b"no longer what it was")
    counts = counted(engine, dataset, tmp_path / "after", tmp_path / "before")
    assert {path.stem for path in counts.read} == {"09"}
    counted(engine, until(days, 9), tmp_path / "whole")
    assert contents(tmp_path / "after") == contents(tmp_path / "whole")


# what has changed


def test_a_late_event_has_its_own_day_read_anew(engine: DuckDBEngine, days: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(days, tmp_path / "days")
    counted(engine, until(folder, 9), tmp_path / "before")
    old = folder / "payments" / "05.parquet"
    late = pq.read_table(folder / "payments" / "06.parquet").slice(0, 1)
    pq.write_table(pa.concat_tables([pq.read_table(old).slice(1), late]), old)
    counts = counted(engine, until(folder, 9), tmp_path / "after", tmp_path / "before")
    assert counts.read == (old,)
    counted(engine, until(folder, 9), tmp_path / "whole")
    assert contents(tmp_path / "after") == contents(tmp_path / "whole") != contents(tmp_path / "before")


def test_a_file_that_is_gone_is_forgotten(engine: DuckDBEngine, days: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(days, tmp_path / "days")
    counted(engine, until(folder, 9), tmp_path / "before")
    (folder / "visits" / "05.parquet").unlink()
    counts = counted(engine, until(folder, 9), tmp_path / "after", tmp_path / "before")
    assert counts.read == ()
    assert len(counts.files) == len(list((tmp_path / "before" / FOLDER).iterdir())) - 1


def test_a_day_that_as_of_cut_is_read_anew(engine: DuckDBEngine, days: Path, tmp_path: Path) -> None:
    noon = BEGAN + timedelta(days=9, hours=12)
    cut = counted(engine, until(days, 9, noon), tmp_path / "cut")
    assert counted(engine, until(days, 9, noon), tmp_path / "again", tmp_path / "cut").read == ()
    counts = counted(engine, until(days, 9), tmp_path / "after", tmp_path / "cut")
    assert counts.read
    assert {path.stem for path in counts.read} == {"09"}
    assert len(counts.taken) + len(counts.read) == len(cut.files)
    counted(engine, until(days, 9), tmp_path / "whole")
    assert contents(tmp_path / "after") == contents(tmp_path / "whole")


@pytest.mark.parametrize("left", ["cut short", "of another form"])
def test_counts_that_are_none_of_ours_are_made_anew(engine: DuckDBEngine, days: Path, tmp_path: Path, left: str) -> None:
    counted(engine, until(days, 5), tmp_path / "before")
    first = min((tmp_path / "before" / FOLDER).iterdir())
    whole = first.read_bytes()
    first.unlink()  # another name of the same bytes may be elsewhere
    if left == "cut short":
        first.write_bytes(whole[: len(whole) // 2])
    else:
        pq.write_table(pa.table({"kind": ["device"], "token": ["d"], "account_id": ["a"]}), first)
    counts = counted(engine, until(days, 5), tmp_path / "after", tmp_path / "before")
    assert len(counts.read) == 1
    assert (tmp_path / "after" / FOLDER / first.name).read_bytes() == whole


def test_no_column_that_is_counted_is_filled_in_later() -> None:
    for name, sql in rings.COUNTED.items():
        declared = typed_tables()[name]
        assert not [column for column in dict(parse(sql).reads)[name] if declared.by_name[column].later]


# what the digests of the events stage rest on


def market(folder: Path, *, twin: bool = False) -> Path:
    """Log-ins with raw network addresses, orders and reviews, two files each; with a twin the second file repeats an order of the first."""
    for name in ("logins", "orders", "reviews"):
        (folder / name).mkdir(parents=True)
    for n in (1, 2):
        (folder / "logins" / f"{n}.csv").write_text(f"account_id,occurred_at,ip\na{n},2026-06-0{n},10.0.0.{n}\n")
        (folder / "reviews" / f"{n}.csv").write_text(f"review_id,account_id,occurred_at,rating\nr{n},a{n},2026-06-0{n},5\n")
        order = 1 if twin else n
        (folder / "orders" / f"{n}.csv").write_text(
            f"order_id,account_id,merchant_id,occurred_at\no{order},a{n},m{n},2026-06-0{n}\nx{n},a{n},m{n},2026-06-0{n}\n"
        )
    return folder


def digests(folder: Path, scratch: Path, key: str = "one key") -> dict[str, tuple[str, ...]]:
    """Of each table the digests of its two files."""
    dataset = events.load(folder, replace(SETTINGS, key=key), scratch)
    return {name: tuple(one.digest for one in table.inputs) for name, table in dataset.tables.items() if table.inputs}


def test_another_hashing_key_is_another_digest_where_something_is_hashed(tmp_path: Path) -> None:
    data = market(tmp_path / "data")
    one, other = digests(data, tmp_path / "one"), digests(data, tmp_path / "other", key="another key")
    assert [name for name in one if one[name] != other[name]] == ["logins"]
    assert not set(one["logins"]) & set(other["logins"])
    assert digests(data, tmp_path / "again") == one


def test_a_row_that_another_file_has_already_changes_the_digest_of_its_own(tmp_path: Path) -> None:
    """The second file stays as it is, and loses a row to what the first one now holds."""
    data = market(tmp_path / "data", twin=True)
    twin = digests(data, tmp_path / "twin")["orders"]
    first = data / "orders" / "1.csv"
    first.write_text(first.read_text().replace("o1,", "o9,"))
    alone = digests(data, tmp_path / "alone")["orders"]
    assert [one == other for one, other in zip(twin, alone, strict=True)] == [False, False]
    assert hashlib.sha256((data / "orders" / "2.csv").read_bytes()).hexdigest() not in twin


def test_another_mapping_is_another_digest(tmp_path: Path) -> None:
    data = market(tmp_path / "data")
    before = digests(data, tmp_path / "before")
    (data / "zhenxin.map.toml").write_text('[orders.columns]\nmerchant_id = "lower(merchant_id)"\n')
    after = digests(data, tmp_path / "after")
    assert [name for name in after if after[name] != before[name]] == ["orders"]


def test_files_that_were_converted_are_counted_one_by_one(engine: DuckDBEngine, tmp_path: Path) -> None:
    dataset = events.load(market(tmp_path / "data", twin=True), SETTINGS, tmp_path / "read")
    counts = counted(engine, dataset, tmp_path / "out")
    assert len(counts.read) == 6
    rows = [{**row, "file": n} for n, path in enumerate((tmp_path / "out" / FOLDER).iterdir()) for row in pq.read_table(path).to_pylist()]
    deeds = {(row["file"], row["deed_id"], row["account_id"], row["token"]) for row in rows if row["kind"] == "shop"}
    assert {deed[1:] for deed in deeds} == {
        ("o1", "a1", "m1"),
        ("x1", "a1", "m1"),
        ("x2", "a2", "m2"),
        ("r1", "a1", None),
        ("r2", "a2", None),
    }
    assert {(row["account_id"], str(row["day"]), row["times"]) for row in rows if row["kind"] == "network"} == {
        ("a1", "2026-06-01", 1), ("a2", "2026-06-02", 1),
    }  # fmt: skip


# whole runs


def weeks(folder: Path, made: Town, last: int) -> Path:
    """The town as its owner brings it, one file a table and week, up to a week counted from 0."""
    began = AS_OF - timedelta(days=42)
    for name, rows in made.rows.items():
        when = TABLES[name].when
        of = [int((row[when] - began) / timedelta(days=7)) if row.get(when) and row[when] > began else 0 for row in rows]
        for week in sorted(set(of)):
            if week <= last:
                part = Town({name: [row for row, n in zip(rows, of, strict=True) if n == week]}).write(folder / name)
                (part / f"{name}.parquet").rename(part / f"week {week}.parquet")
    return folder


DYING = """
import os, sys
from pathlib import Path
from zhenxin import flow
from zhenxin.settings import Settings

def say(english, chinese):
    if english.startswith("looking for those"):
        os._exit(9)

if __name__ == "__main__":
    data, out, previous = map(Path, sys.argv[1:])
    flow.run(flow.Run(data=data, out=out, settings=Settings(memory="1GB"), previous=previous), say)
"""


def test_a_run_goes_on_from_the_one_before_and_finds_what_a_whole_run_finds(town_out: Path, tmp_path: Path) -> None:
    """Three weeks, then all: killed once after it had counted, then whole, in the place of the run before."""
    data, out = tmp_path / "data", tmp_path / "out"
    run(weeks(data, town(), 3), out)
    before = contents(out)
    shutil.rmtree(data)
    weeks(data, town(), 6)
    (tmp_path / "dying.py").write_text(DYING)
    killed = subprocess.run(
        [sys.executable, tmp_path / "dying.py", data, out, out], check=False, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    )
    assert killed.returncode == 9
    assert contents(out) == before
    run(data, out, previous=out)
    hold = ("rings", "ring_members", "ring_links", "explanations", "scores", "score_parts", "signal_values", "clean_products", "damage")
    assert {name: (out / f"{name}.parquet").read_bytes() for name in hold} == {
        name: (town_out / f"{name}.parquet").read_bytes() for name in hold
    }
    counts = told(out)["counts"]
    new = [path for name in COUNTED for path in (data / name).iterdir() if int(path.stem.removeprefix("week ")) > 3]
    assert counts["read"] == len(new)
    assert counts["read_bytes"] == sum(path.stat().st_size for path in new)
    assert counts["taken"] + counts["read"] == counts["files"] == len(list((out / FOLDER).iterdir()))
    assert len(read(out, "rings")) == 1
    assert "files that links come from" not in str(told(out)["notes"])


def test_a_run_that_can_take_nothing_says_so(few: Path, tmp_path: Path) -> None:
    run(few, tmp_path / "before")
    with (few / "orders.csv").open("a", encoding="utf-8") as file:
        file.write("new,a,m,p,2026-06-11\n")
    run(few, tmp_path / "after", previous=tmp_path / "before")
    facts = told(tmp_path / "after")
    assert (facts["counts"]["taken"], facts["counts"]["read"]) == (0, 1)
    assert "of the 1 files that links come from, 1 had to be read" in str(facts["notes"])
    assert "关联所依据的 1 个文件中有 1 个须重新读取" in str(facts["notes_zh"])
