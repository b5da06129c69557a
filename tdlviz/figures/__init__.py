"""Figures by plotly: every view's static twin, for papers, export and Panel."""
