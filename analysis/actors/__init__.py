"""Agencies, officials and institutions by name; private persons never."""
