"""Collectors of social networks and of services with an interface of their own."""
