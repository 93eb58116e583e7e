"""Reports from draft to sent."""
