"""Which place a post is about, and whose business that is."""
