"""What belongs together, told by evidence."""
