"""TEMPORARY."""
from kentongan.core.findings import *
from dataclasses import dataclass
@dataclass
class Em:
    phase: Phase; emerging: bool; reason: str
def emergence_of(group, posts, window, quiet, office): return Em(Phase.NEW, False, "tmp")
def severity_of(today, counts, category, state, office):
    g = 4 if counts.n24>20 else 3 if counts.n24>8 else 1
    t=g+6; lv = Level.STABLE if t<=6 else Level.ALERT if t<=9 else Level.STANDBY
    return Severity(3,3,g,lv,"u","s","g")
def has_minor_victim(t): return False
has_sara=has_harm=has_minor_victim
