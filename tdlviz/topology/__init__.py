"""From a complex to fields on it: persistence, cycles, boundaries, Laplacians."""
