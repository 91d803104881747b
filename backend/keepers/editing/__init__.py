"""What people change of photos: words, people, dates, places; written into files, read back, taken back."""
