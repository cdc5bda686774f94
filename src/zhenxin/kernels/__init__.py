"""Numeric and textual cores: Arrow or plain values in and out; they know no table and no engine."""
