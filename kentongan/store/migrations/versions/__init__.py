"""One module a step, named `vNNNN_what.py`; a released step is never edited."""
