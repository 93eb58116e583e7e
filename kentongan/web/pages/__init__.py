"""One file a page: its entry in the menu and its views."""
