"""Reports as records: what a text refers to, what a report stands on, and the documents made of it."""
