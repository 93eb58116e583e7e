"""What may be false: claims to check, and the fact-checks that already answer them."""
