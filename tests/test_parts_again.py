"""Whoever doubts a part of a score can make its sentence again from its query, in a bare DuckDB in the folder of the data."""

from pathlib import Path

import duckdb
import pytest

from runs import read
from zhenxin import signals

PARTS = 50


def test_fifty_parts_say_again_what_their_queries_give(town_data: Path, town_out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = {one.name: one for one in signals.find()}
    queries = {row["query_id"]: row for row in read(town_out, "queries")}
    parts = [row for row in read(town_out, "score_parts") if row["query_id"] and not known[queries[row["query_id"]]["signal"]].has_kernel]
    sample = parts[:: len(parts) // PARTS][:PARTS]
    assert len(sample) == PARTS
    assert len({row["part"] for row in sample}) >= 4
    monkeypatch.chdir(town_data)
    again: dict[str, set[tuple[str, str]]] = {}
    for part in sample:
        if part["query_id"] not in again:
            query = queries[part["query_id"]]
            with duckdb.connect() as bare:
                rows = bare.sql(query["sql"]).to_arrow_table().to_pylist()
            again[part["query_id"]] = {_said(known[query["signal"]], row) for row in rows}
        assert (part["sentence"], part["sentence_zh"]) in again[part["query_id"]], part


def _said(signal: signals.Signal, row: dict[str, object]) -> tuple[str, str]:
    """The sentence of one row of a query, its numbers to nine digits as results have them."""
    told = {
        name: float(f"{value:.9g}") if isinstance(value, float) else value
        for name, value in row.items()
        if name not in {"entity_id", "level"}
    }
    return signal.reason.say(signal.window, **told)
