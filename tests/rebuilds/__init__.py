"""A seeded author goes in, edits of a small site come out, each built in place and from nothing and compared."""
