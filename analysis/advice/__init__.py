"""What to do about an issue: situations in order, and what is never advised."""
