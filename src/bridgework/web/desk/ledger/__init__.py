"""Pages of the desk: the ledger."""
