"""Searching posts."""
