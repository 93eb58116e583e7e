"""Fact-checkers' articles: their sites, ClaimReview in pages and in the Data Commons dump, Komdigi's list."""
