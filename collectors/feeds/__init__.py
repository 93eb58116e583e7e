"""RSS, Atom and JSON feeds, and lists of sources."""
