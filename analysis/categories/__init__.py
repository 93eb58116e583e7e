"""The issue category of a post, with the words that decided."""
