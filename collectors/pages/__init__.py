"""What a page says: text, dates, links, structured data."""
