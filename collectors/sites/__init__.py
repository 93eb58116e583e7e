"""Web sites without a feed: listings, sitemaps, WordPress, whole articles."""
