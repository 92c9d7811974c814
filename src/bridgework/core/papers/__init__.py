"""Committee papers: the record they are, templates, reading them, what they cover, and documents made from them."""
