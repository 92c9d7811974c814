"""Pages of the desk: what waits: my work, the outbox, what readers told us."""
