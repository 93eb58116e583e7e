"""What officers decide about issues and posts."""
