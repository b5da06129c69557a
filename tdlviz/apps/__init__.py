"""Panel dashboards, and the bridge that puts a view into them."""
