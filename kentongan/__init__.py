"""Kentongan: from public posts to the daily issue report of a government office."""

__version__ = "0.1.0"
