"""USG of an issue, with its arithmetic."""
