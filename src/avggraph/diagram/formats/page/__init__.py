"""A page in HTML: the picture, wide and narrow, with its facts as a table and as a list."""
