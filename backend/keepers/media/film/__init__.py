"""Films: what their containers say, and one picture to stand for each."""
