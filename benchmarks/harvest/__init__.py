"""How fast the catalogue can be harvested."""
