"""The nouns, errors, clock and addresses that every room shares; the standard library only."""
