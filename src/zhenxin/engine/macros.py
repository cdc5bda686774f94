"""Functions of our own that mean the same on every engine; each is written out in the engine's words when a step is written out."""

from collections.abc import Mapping
from dataclasses import dataclass

import sqlglot
from sqlglot import exp

from zhenxin.errors import DialectError

DIGITS = 9
"""How many decimal places `dsum` keeps of each value; a sum of decimals does not depend on the order of its parts."""


@dataclass(frozen=True, kw_only=True)
class Macro:
    """One function: its arguments, what it gives, and its text for each engine with `{0}`, `{1}` for the arguments."""

    arguments: tuple[str, ...]
    gives: str
    text: Mapping[str, str]
    aggregate: bool = False
    cast: str = ""
    """The type that the finished aggregate is cast to, outside its `filter` and its `over`."""

    @property
    def shape(self) -> str:
        """How it is called."""
        return f"({', '.join(self.arguments)})"


def _everywhere(text: str) -> dict[str, str]:
    return {"duckdb": text, "spark": text}


MACROS: dict[str, Macro] = {
    "seconds": Macro(
        arguments=("a", "b"),
        gives="exact seconds from a to b, a double",
        text={
            "duckdb": "(cast(epoch_us({1}) - epoch_us({0}) as double) / 1000000e0)",
            "spark": "(cast(unix_micros(cast({1} as timestamp)) - unix_micros(cast({0} as timestamp)) as double) / 1000000e0)",
        },
    ),
    "micros": Macro(
        arguments=("t",),
        gives="microseconds since 1970-01-01, a bigint",
        text={"duckdb": "epoch_us({0})", "spark": "unix_micros(cast({0} as timestamp))"},
    ),
    "later": Macro(
        arguments=("t", "seconds"),
        gives="the time so many seconds after t, to the microsecond",
        text={
            "duckdb": "make_timestamp(epoch_us({0}) + cast(round(({1}) * 1000000e0) as bigint))",
            "spark": "cast(timestamp_micros(unix_micros(cast({0} as timestamp))"
            " + cast(round(({1}) * 1000000e0) as bigint)) as timestamp_ntz)",
        },
    ),
    "iso_weekday": Macro(
        arguments=("t",),
        gives="1 Monday to 7 Sunday, a bigint",
        text={"duckdb": "isodow({0})", "spark": "cast((dayofweek({0}) + 5) % 7 + 1 as bigint)"},
    ),
    "h60": Macro(
        arguments=("text",),
        gives="the first 60 bits of the text's MD5, a bigint",
        text={
            "duckdb": "cast('0x' || substr(md5({0}), 1, 15) as bigint)",
            "spark": "cast(conv(substr(md5({0}), 1, 15), 16, 10) as bigint)",
        },
    ),
    "rounded": Macro(
        arguments=("x", "digits"),
        gives="x rounded to so many decimal places, a double; halves go away from zero",
        text=_everywhere("(round(cast({0} as double) * power(10e0, {1})) / power(10e0, {1}))"),
    ),
    "surprise": Macro(  # Chernoff: P(N >= n) <= exp(n - m - n ln(n / m)) for n > m; Mitzenmacher and Upfal 2005, theorem 5.4
        arguments=("n", "m"),
        gives="bits against chance where n are seen and m expected of a Poisson count, a double; 0 where n <= m",
        text=_everywhere(
            "(case when cast({0} as double) > cast({1} as double) and {1} > 0 then"
            " (cast({0} as double) * ln(cast({0} as double) / nullif(cast({1} as double), 0)) - cast({0} as double) + cast({1} as double))"
            " / ln(cast(2 as double)) else cast(0 as double) end)"
        ),
    ),
    "surprise_of": Macro(  # Chernoff: P(N >= n) <= exp(-total * KL(n / total, share)); Mitzenmacher and Upfal 2005, exercise 4.9
        arguments=("n", "total", "share"),
        gives="bits against chance where n of total are seen and each is so with probability share, a double; 0 where no more than expected",
        text=_everywhere(
            "(case when {2} > 0 and {2} < 1 and cast({0} as double) > {1} * cast({2} as double) then"
            " (cast({0} as double) * ln(cast({0} as double) / nullif({1} * cast({2} as double), 0)) + case when {1} > {0} then"
            " cast({1} - {0} as double) * ln(cast({1} - {0} as double) / nullif({1} * (1.0 - cast({2} as double)), 0)) else cast(0 as double) end)"
            " / ln(cast(2 as double)) else cast(0 as double) end)"
        ),
    ),
    "dsum": Macro(
        arguments=("x",),
        gives="the sum of doubles, each rounded to nine decimal places, so that it does not depend on threads; a double",
        text=_everywhere(f"sum(cast({{0}} as decimal(38, {DIGITS})))"),
        aggregate=True,
        cast="double",
    ),
    "list_of": Macro(
        arguments=("x",),
        gives="the distinct values of the group, sorted, without NULL; NULL where there are none",
        text={
            "duckdb": "list_sort(list(distinct {0}) filter (where {0} is not null))",
            "spark": "nullif(sort_array(collect_set({0})), array())",
        },
        aggregate=True,
    ),
}


def check_arity(tree: exp.Expr, step: str) -> None:
    """Raise DialectError where a macro is given too many or too few arguments."""
    for call in tree.find_all(exp.Anonymous):
        macro = MACROS.get(call.name.lower())
        if macro is None:
            continue
        if len(call.expressions) != len(macro.arguments):
            problem = f"`{step}` gives `{call.name.lower()}` {len(call.expressions)} arguments"
            raise DialectError(problem, place=step, hint=f"write `{call.name.lower()}{macro.shape}`: {macro.gives}")
        if isinstance(call.parent, (exp.Filter, exp.Window)) and not macro.cast:
            problem = f"`{step}` puts `{call.name.lower()}` over a window or under a filter"
            raise DialectError(problem, place=step, hint="group in a sub-query, and filter or join that")


def expand(call: exp.Anonymous, engine: str) -> None:
    """Put the engine's own words in the place of a macro call, in the tree it stands in; its arguments are written out already."""
    macro = MACROS[call.name.lower()]
    text = macro.text[engine].format(*(argument.sql(engine) for argument in call.expressions))
    written = sqlglot.parse_one(text, read=engine)
    whole: exp.Expr = call
    while isinstance(whole.parent, (exp.Filter, exp.Window)) and whole.parent.this is whole:
        whole = whole.parent
    call.replace(written)
    if macro.cast:
        whole = written if whole is call else whole
        outside = exp.Cast(this=exp.Null(), to=exp.DataType.build(macro.cast))
        whole.replace(outside)
        outside.set("this", whole)
