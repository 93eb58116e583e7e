"""Turns findings into documents; knows neither network nor database."""
