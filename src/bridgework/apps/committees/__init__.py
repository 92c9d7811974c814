"""Committee papers and resolutions."""
