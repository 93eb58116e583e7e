"""One TOML file into one frozen Settings."""
