"""The one polite door to the network."""
