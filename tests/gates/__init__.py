"""A built site goes in, what is wrong with its pages comes out; the gates know nothing of how it was built."""
