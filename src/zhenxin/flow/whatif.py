"""The figures of a run under another threshold, or with rings cleared: worked out from its scores, without running the flow again."""

from collections.abc import Collection, Mapping
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from zhenxin import events, figures
from zhenxin.engine import open_engine
from zhenxin.engine.duckdb_engine import scratch_folder
from zhenxin.errors import UsageError
from zhenxin.events.results import RESULTS, read_result
from zhenxin.flow import measure
from zhenxin.flow.clock import Clock
from zhenxin.flow.previous import read_previous
from zhenxin.settings import Settings


def figures_if(
    out: Path, data: Path, settings: Settings, *, threshold: float | None = None, cleared: Collection[str] = ()
) -> Mapping[str, pa.Table]:
    """The tables of the figures stage as they would be; OUT and its scores stay as they are.

    With a `threshold` an order or review at or above it counts as false, wholly, and any below as honest. Whatever lies in a `cleared` ring is honest.
    Raises UsageError for a threshold outside of (0, 1] or a ring that the run does not have, InputError where the data or the run cannot be read.
    """
    if threshold is not None and not 0 < threshold <= 1:
        raise UsageError(
            f"{threshold:g} is no probability to accuse at",
            place="--threshold",
            hint="write a number above 0, and 1 at the most, such as 0.8",
        )
    told = read_previous(out)
    known = set(told.rings["ring_id"].to_pylist())
    if strange := sorted(set(cleared) - known):
        raise UsageError(f"the run has no ring `{strange[0]}`", place="--clear", hint=f"`zhenxin top {out} ring` lists its rings")
    scores = supposed(read_result(out, "scores"), threshold, cleared)
    as_of: datetime = told.facts["as_of"]
    with scratch_folder(settings.scratch) as scratch:
        dataset = events.load(data, settings, Path(scratch), as_of=as_of)
        engine = open_engine(settings)
        try:
            list(measure(engine, dataset, {}, Clock(), needs=(figures.NEEDS,)))  # no signal: only the tables
            return figures.figures(engine, scores, dataset.as_of)
        finally:
            engine.close()


def supposed(scores: pa.Table, threshold: float | None, cleared: Collection[str]) -> pa.Table:
    """The scores (DESIGN §5) as they would be. Of a cleared ring nobody has a row; under a threshold every probability is 0 or 1."""
    rows = scores
    if cleared:
        inside = pc.is_in(scores["ring_id"], value_set=pa.array(sorted(cleared), pa.string()))
        rows = scores.filter(pc.invert(inside))
    if threshold is not None:
        sure = pc.if_else(pc.greater_equal(rows["probability"], threshold), 1.0, 0.0)
        rows = rows.set_column(rows.schema.get_field_index("probability"), "probability", sure)
    return RESULTS["scores"].shaped(rows)
