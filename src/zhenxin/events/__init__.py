"""What happened: files to checked, typed event tables; bad rows set aside with their reason."""

from zhenxin.events.dataset import Dataset, Finding, LoadedTable
from zhenxin.events.load import load

__all__ = ["Dataset", "Finding", "LoadedTable", "load"]
