"""Who is in the photos: faces grouped into people, names that outlive groups, and the questions that settle them."""
