"""What a post does with a claim: spreads, denies, quotes or asks."""
