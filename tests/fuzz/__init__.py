"""Real files and dice go in, inputs for the readers and what is wrong with their answers come out."""
