"""Zhenxin 甄信: finds what is false in a marketplace, and the rings behind it."""

__version__ = "0.1.0"
