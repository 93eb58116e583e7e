"""Figures as Indonesian readers write them, for the reasons that stand beside every judgement."""


def decimal(value: float) -> str:
    """One decimal with a comma, whole numbers without: 4.4 is "4,4", 3.0 is "3"."""
    return f"{value:.1f}".replace(".", ",").removesuffix(",0")


def odds(p: float) -> str:
    """One in how many: 0.0004 is "1 : 2.500"."""
    if p >= 0.5:
        return "lebih dari 1 : 2"
    return "1 : " + f"{min(round(1 / max(p, 1e-12)), 10**9):,}".replace(",", ".")
