"""Posts read, grouped and judged; corrections that teach."""
