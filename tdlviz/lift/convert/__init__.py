"""To and from other libraries: one foreign form a file."""
