"""Turns posts into findings; knows neither network nor database."""
