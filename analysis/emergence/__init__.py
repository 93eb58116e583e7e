"""What grows beyond chance, held against its own past and the office's rhythm."""
