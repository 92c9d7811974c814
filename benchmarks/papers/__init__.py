"""Documents of committee papers, beside what somebody would use instead."""
