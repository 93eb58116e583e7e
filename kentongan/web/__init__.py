"""The dashboard: pages for officers in a browser. Imports `pipeline` and below; nothing imports it but the command line."""
