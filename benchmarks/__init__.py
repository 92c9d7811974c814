"""How fast the pages are; README.md says how to run it and what is measured."""
