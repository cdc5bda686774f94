"""What happened: files to checked, typed event tables; bad rows set aside with their reason."""

from zhenxin.events.dataset import Dataset, Finding, LoadedTable
from zhenxin.events.draft import draft_map, write_draft
from zhenxin.events.health import health
from zhenxin.events.load import load
from zhenxin.events.quarantine import write as write_quarantine
from zhenxin.events.recording import record_inspections, record_verdict

__all__ = [
    "Dataset",
    "Finding",
    "LoadedTable",
    "draft_map",
    "health",
    "load",
    "record_inspections",
    "record_verdict",
    "write_draft",
    "write_quarantine",
]
