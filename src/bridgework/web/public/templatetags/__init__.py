"""Template tags of the public record."""
