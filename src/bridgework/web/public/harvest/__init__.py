"""For machines that take the whole catalogue: OAI-PMH."""
