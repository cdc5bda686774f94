"""The earlier run that a run goes on with."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from zhenxin.errors import InputError
from zhenxin.events.results import read_result


@dataclass(frozen=True)
class Previous:
    """The folder of an earlier run, its rings, and what run.json says of it."""

    folder: Path
    rings: pa.Table
    members: pa.Table
    facts: Mapping[str, Any]


def read_previous(folder: Path) -> Previous:
    """The rings of the run in `folder`. Raises InputError where it is no such folder."""
    try:
        facts = json.loads((folder / "run.json").read_text(encoding="utf-8"))
        told = {"as_of": datetime.fromisoformat(facts["as_of"]), "data": facts["data"], "version": facts["version"]}
    except FileNotFoundError:
        raise InputError("the folder has no `run.json`", place=str(folder), hint="name the OUT of an earlier `zhenxin run`") from None
    except (OSError, KeyError, TypeError, ValueError):
        raise InputError(
            "not a `run.json` of ours", place=str(folder / "run.json"), hint="name the OUT of an earlier `zhenxin run`"
        ) from None
    return Previous(folder, read_result(folder, "rings"), read_result(folder, "ring_members"), told)
