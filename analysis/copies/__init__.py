"""Posts that carry the same text: one stands for all."""
