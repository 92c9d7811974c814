"""Subject access, erasure, and keeping the promises of how long things are kept."""
