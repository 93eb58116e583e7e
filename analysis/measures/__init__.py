"""What the reading steps are worth on labelled sets that ship (``analysis/data/measure``).

A new task is a file there, a function here from its table to answers, and a line in :mod:`analysis.measures.tasks`:
`kentongan accuracy` prints it, ``tests/quality/test_accuracy_floors.py`` pins it with the hash of its file.
"""
