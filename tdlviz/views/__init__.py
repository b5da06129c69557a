"""What is seen: one Python class and one ES module a view, and what they share."""
