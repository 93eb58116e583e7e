"""The API for programs: read what the office sees, correct labels, take note of alerts, hear of new ones."""
