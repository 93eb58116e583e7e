"""Who may do what, and how they log in."""
