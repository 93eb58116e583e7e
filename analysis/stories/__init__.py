"""Posts about one event within a few days."""
