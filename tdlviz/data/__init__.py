"""Data that need no network: one data set = one function.

The functions are imported here at once (they are light), so that `tdlviz.data.circle` is always
the function and never the module of the same name.
"""

from tdlviz.data.circle import circle
from tdlviz.data.dictionary_lookup import dictionary_lookup
from tdlviz.data.digits import digits
from tdlviz.data.figure_eight import figure_eight
from tdlviz.data.gaussian_field import gaussian_field
from tdlviz.data.geom_gcn import geom_gcn
from tdlviz.data.match_three import match_three
from tdlviz.data.pinched_torus import pinched_torus
from tdlviz.data.planetoid import planetoid
from tdlviz.data.planted_graph import planted_graph
from tdlviz.data.read import read
from tdlviz.data.sphere import sphere
from tdlviz.data.torus import torus
from tdlviz.data.wedge import wedge
from tdlviz.data.zeldovich import zeldovich

__all__ = [
    "circle",
    "dictionary_lookup",
    "digits",
    "figure_eight",
    "gaussian_field",
    "geom_gcn",
    "match_three",
    "pinched_torus",
    "planetoid",
    "planted_graph",
    "read",
    "sphere",
    "torus",
    "wedge",
    "zeldovich",
]
