import numpy as np
import pytest

from tdlviz.core.errors import InvalidInput
from tdlviz.topology.prime import check_prime


@pytest.mark.parametrize("prime", [0, 1, -2, 4, 9, 46339, 2.0, True, "2", None])
def test_check_prime_refuses(prime: object) -> None:
    with pytest.raises(InvalidInput, match="Z/p for a prime p"):
        check_prime("asked", prime)


@pytest.mark.parametrize("prime", [2, 3, 46337, np.int64(5)])
def test_check_prime_takes_primes(prime: int) -> None:
    assert check_prime("asked", prime) == prime
