"""The hoax desk, from a message to a published verdict, and drafts for the public."""
