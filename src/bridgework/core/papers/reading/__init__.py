"""Existing papers and minutes read into records: blocks of a document, then rules over them."""
