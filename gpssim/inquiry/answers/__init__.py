"""What the design of a study allows to say: an answer is a file of this folder, of the same shape, found by itself."""
