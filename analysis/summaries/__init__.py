"""An issue in two or three sentences that say no more than its posts."""
