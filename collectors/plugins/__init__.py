"""Collectors that stay off until the office has read their note and allowed them."""
