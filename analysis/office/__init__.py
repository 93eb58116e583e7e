"""What an office's corrections teach."""
