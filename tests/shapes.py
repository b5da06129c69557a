"""The type checker behind the shape annotations: an int is a float, as everywhere in Python."""

from beartype import BeartypeConf, beartype

typechecked = beartype(conf=BeartypeConf(is_pep484_tower=True))
