"""Components, style and scripts."""
