"""All cores, and loops in machine code where they are installed."""
