"""The shelves: posts, findings, runs and reports in one SQL database."""
