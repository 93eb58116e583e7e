"""Ways out of the office."""
