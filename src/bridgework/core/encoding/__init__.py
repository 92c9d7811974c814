"""Text as a direction in a space of meanings, by an encoder that is shipped in packages. Only with an extra."""
