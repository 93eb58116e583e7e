"""Turns the outside into posts; knows nothing of what they say."""
