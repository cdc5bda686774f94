"""Local times of São Paulo to UTC, without a time zone database: one country, a few years."""

from datetime import datetime, timedelta

import pyarrow as pa
import pyarrow.compute as pc

# Decretos 6.558/2008, 8.112/2013 and 9.242/2017: summer time from the third Sunday of October (2018: the first of November)
# to the third Sunday of February; abolished in 2019 (Decreto 9.772/2019)
_SUMMERS = tuple(
    (datetime(first, month, day, 1), datetime(first + 1, 2, last))  # noqa: DTZ001  local times
    for first, month, day, last in (
        (2013, 10, 20, 16), (2014, 10, 19, 22), (2015, 10, 18, 21), (2016, 10, 16, 19), (2017, 10, 15, 18), (2018, 11, 4, 17),
    )
)  # fmt: skip


def to_utc(texts: pa.ChunkedArray) -> pa.ChunkedArray:
    """Times written `2017-10-02 10:56:33` in São Paulo as UTC timestamps (us, no zone); what is no such time is NULL.

    UTC-3, in summer (2013 to 2019) UTC-2; the hour that summer's end repeats is still summer, the one that its beginning skips not yet.
    """
    local = pc.strptime(texts, format="%Y-%m-%d %H:%M:%S", unit="us", error_is_null=True)
    summer = pa.scalar(False)
    for first, last in _SUMMERS:
        stamps = [pa.scalar(moment, pa.timestamp("us")) for moment in (first, last)]
        summer = pc.or_(summer, pc.and_(pc.greater_equal(local, stamps[0]), pc.less(local, stamps[1])))
    offset = pc.if_else(summer, pa.scalar(timedelta(hours=2), pa.duration("us")), pa.scalar(timedelta(hours=3), pa.duration("us")))
    return pc.add(local, offset)
