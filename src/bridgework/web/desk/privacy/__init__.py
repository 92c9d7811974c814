"""Privacy: what is held about somebody, requests to be removed, what is due to be deleted."""
