"""The result tables, declared once as data: what `zhenxin run` writes, column by column, and what the rows are sorted by."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import pyarrow as pa
import pyarrow.parquet as pq

from zhenxin.errors import InputError

_TYPES: Mapping[str, pa.DataType] = MappingProxyType(
    {
        "text": pa.string(), "whole": pa.int64(), "real": pa.float64(), "time": pa.timestamp("us"), "yes": pa.bool_(),
        "list": pa.list_(pa.string()),
    }
)  # fmt: skip


@dataclass(frozen=True)
class Result:
    """One result table: its columns in order, and the leading ones that are its key."""

    name: str
    schema: pa.Schema
    keys: tuple[str, ...]

    def empty(self) -> pa.Table:
        """The table with zero rows."""
        return self.schema.empty_table()

    def shaped(self, table: pa.Table) -> pa.Table:
        """`table` with exactly these columns and types, fractions to nine digits, sorted by the key; columns it lacks are NULL."""
        arrays = [
            _nine_digits(table.column(field.name).cast(field.type))
            if field.name in table.column_names
            else pa.nulls(table.num_rows, field.type)
            for field in self.schema
        ]
        return pa.table(arrays, self.schema).sort_by([(key, "ascending") for key in self.keys])


def _nine_digits(column: pa.ChunkedArray) -> pa.ChunkedArray | pa.Array:
    if not pa.types.is_floating(column.type):
        return column
    return pa.array([None if value is None else float(f"{value:.9g}") for value in column.to_pylist()], column.type)


_TEXT = """
signal_values: *entity_kind *entity_id *signal value:real level:whole reason reason_zh from_at:time to_at:time as_of:time
rings: *ring_id kind state parents:list accounts:whole merchants:whole orders:whole reviews:whole amount:real money_in:real money_out:real
    first_at:time last_at:time density:real probability:real summary summary_zh
ring_members: *ring_id *entity_kind *entity_id role links:whole share:real
ring_links: *ring_id *left_kind *left_id *right_kind *right_id shared bits:real
scores: *entity_kind *entity_id probability:real bits:real ring_id behaviour standing as_of:time
score_parts: *entity_kind *entity_id *part evidence bits:real sentence sentence_zh query_id args
queries: *query_id signal sql
explanations: *entity_kind *entity_id *lookalike fits:real sentence sentence_zh
clean_products: *product_id category orders:whole clean_orders:real clean_orders_low:real clean_orders_high:real sales:real clean_sales:real
    clean_sales_low:real clean_sales_high:real rating:real clean_rating:real clean_rating_low:real clean_rating_high:real reviews:whole
    clean_reviews:real clean_reviews_low:real clean_reviews_high:real rank:whole clean_rank:whole
clean_merchants: *merchant_id category orders:whole clean_orders:real clean_orders_low:real clean_orders_high:real sales:real clean_sales:real
    clean_sales_low:real clean_sales_high:real rating:real clean_rating:real clean_rating_low:real clean_rating_high:real reviews:whole
    clean_reviews:real clean_reviews_low:real clean_reviews_high:real rank:whole clean_rank:whole
credit: *merchant_id credit:real grade as_of:time
credit_ledger: *merchant_id *occurred_at:time change:real reason reason_zh *source_kind *source_id fades_at:time remedy
damage: *merchant_id *ring_id *head low:real base:real high:real method inputs
decisions: *decision_id entity_kind entity_id measure reason_codes:list policy_version law act_from:time act_to:time as_of:time needs_human:yes
"""


def _results(text: str) -> dict[str, Result]:
    results: dict[str, Result] = {}
    for line in text.replace("\n    ", " ").strip().splitlines():
        name, _, body = line.partition(": ")
        words = body.split()
        fields = [(word.lstrip("*").partition(":")[0], _TYPES[word.partition(":")[2] or "text"]) for word in words]
        results[name] = Result(name, pa.schema(fields), tuple(word.lstrip("*").partition(":")[0] for word in words if word.startswith("*")))
    return results


def read_result(folder: Path, name: str) -> pa.Table:
    """Table `name` of the run in `folder`, in its shape. Raises InputError where it is not there, or not such a table."""
    path = folder / f"{name}.parquet"
    try:
        return RESULTS[name].shaped(pq.read_table(path))
    except FileNotFoundError:
        raise InputError(f"the folder has no `{path.name}`", place=str(folder), hint="name the OUT of `zhenxin run DATA -o OUT`") from None
    except (pa.ArrowException, KeyError, OSError, ValueError) as error:
        told = str(error).splitlines()[0]
        raise InputError(f"not a result table of ours: {told}", place=str(path), hint="run `zhenxin run` again and name its OUT") from None


RESULTS: Mapping[str, Result] = MappingProxyType(_results(_TEXT))
"""The tables of DESIGN §5, by name, in its order."""
