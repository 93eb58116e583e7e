"""Slides for the weekly meeting: what they say (deck), how words fit (fitting), how they are drawn (pptx_files)."""
