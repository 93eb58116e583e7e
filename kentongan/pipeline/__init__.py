"""The use cases, each readable as a paragraph; the only place where rooms meet."""
