"""Tone of the event and tone toward the agency, with the words that decided."""
