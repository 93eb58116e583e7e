"""One file a command; `registry` lists them in the order in which they are shown."""
