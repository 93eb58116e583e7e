"""Everything read, as the findings of a day."""
