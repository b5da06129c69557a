"""Anything → Complex: points, graphs, meshes. One construction a file."""
