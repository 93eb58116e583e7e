"""The office's mailbox."""
