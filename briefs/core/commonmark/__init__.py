"""Texts with their markup go in, CommonMark that says the same comes out; knows no page and no site."""
