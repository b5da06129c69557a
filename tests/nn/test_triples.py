import itertools
import math

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, TooLarge


def made(seed=0, n=4, m1=3, m2=5, d=3, e=2, lead=()):
    generator = torch.Generator().manual_seed(seed)
    shapes = ((n, d), (m1, d), (m2, d), (m1, e), (m2, e))
    return [torch.randn(*lead, *s, generator=generator, dtype=torch.float64) for s in shapes]


@settings(max_examples=20)
@given(seed=st.integers(0, 10**6), sizes=st.tuples(*[st.integers(1, 5)] * 5))
def test_s205_it_is_a_naive_loop_over_triples(seed, sizes):
    query, key1, key2, value1, value2 = given_ = made(seed, *sizes)
    found = tv.nn.triple_attention(*given_)
    for i, q in enumerate(query):
        above, below = torch.zeros(sizes[4], dtype=torch.float64), 0.0
        for j, k in itertools.product(range(sizes[1]), range(sizes[2])):
            weight = math.exp((q * key1[j] * key2[k]).sum() / sizes[3])
            above, below = above + weight * value1[j] * value2[k], below + weight
        assert (found[i] - above / below).abs().max() < 1e-6


def test_s205_it_is_the_cubic_einsum_and_the_khatri_rao_form():
    query, key1, key2, value1, value2 = given_ = made(lead=(2, 3))
    scores = torch.einsum("...id,...jd,...kd->...ijk", query, key1, key2) / 3
    weights = scores.flatten(-2).softmax(-1).view(scores.shape)
    wanted = torch.einsum("...ijk,...jd,...kd->...id", weights, value1, value2)
    found = tv.nn.triple_attention(*given_)
    assert (found - wanted).abs().max() < 1e-12
    keys, values = (
        (a[..., :, None, :] * b[..., None, :, :]).flatten(-3, -2)
        for a, b in ((key1, key2), (value1, value2))
    )
    rows = torch.softmax(query @ keys.mT / 3, -1)
    assert (found - rows @ values).abs().max() < 1e-12


def test_a_mask_leaves_out_and_rows_wholly_masked_are_zeros():
    given_ = made()
    mask = torch.ones(4, 3, 5, dtype=torch.bool)
    mask[:, 2], mask[:, :, 3:], mask[1] = False, False, False
    found = tv.nn.triple_attention(*given_, mask)
    query, key1, key2, value1, value2 = given_
    wanted = tv.nn.triple_attention(query, key1[:2], key2[:3], value1[:2], value2[:3])
    wanted[1] = 0
    assert (found - wanted).abs().max() < 1e-12
    again = tv.nn.triple_attention(*(x.expand(2, *x.shape) for x in given_), mask[None])
    assert (again - wanted).abs().max() < 1e-12


def test_gradients():
    inputs = [x.requires_grad_() for x in made()]
    mask = torch.rand(4, 3, 5, generator=torch.Generator().manual_seed(1)) > 0.5
    mask[1] = False
    torch.autograd.gradcheck(lambda *x: tv.nn.triple_attention(*x, mask), inputs)
    torch.autograd.gradcheck(lambda *x: tv.nn.triple_attention(*x, degree=2), inputs)


def test_relabelling():
    query, key1, key2, value1, value2 = given_ = made()
    found, order = tv.nn.triple_attention(*given_), [2, 0, 1]
    moved = tv.nn.triple_attention(query[[3, 1, 0, 2]], key1[order], key2, value1[order], value2)
    assert (moved - found[[3, 1, 0, 2]]).abs().max() < 1e-12
    swapped = tv.nn.triple_attention(query, key2, key1, value2, value1)
    assert (swapped - found).abs().max() < 1e-12


@pytest.mark.parametrize("degree", [None, 2])
def test_nothing_and_one(degree):
    for sizes in ((0, 3, 3), (3, 0, 3), (3, 3, 0), (0, 0, 0)):
        found = tv.nn.triple_attention(*made(0, *sizes), degree=degree)
        assert found.shape == (sizes[0], 2)
        assert not found.any()
    given_ = made(0, 1, 1, 1)
    wanted = given_[3] * given_[4]
    assert (tv.nn.triple_attention(*given_, degree=degree) - wanted).abs().max() < 1e-12


@pytest.mark.parametrize("place", range(5))
def test_shapes_that_do_not_fit(place):
    for change in (
        lambda x: x[0],
        lambda x: x[..., :1],
        lambda x: x[:-1] if place else x.long(),
        lambda x: x.expand(2, *x.shape),
        lambda x: x.float(),
        lambda x: x.fill_(torch.nan),
        lambda x: x.tolist(),
    ):
        given_ = made()
        given_[place] = change(given_[place])
        with pytest.raises(InvalidInput, match="triple_attention"):
            tv.nn.triple_attention(*given_)


@pytest.mark.parametrize(
    "mask",
    [
        torch.ones(4, 3, 4, dtype=torch.bool),
        torch.ones(2, 4, 3, 5, dtype=torch.bool),
        torch.ones(4, 3, 5),
        [True],
        torch.ones(4, 3, 5, dtype=torch.bool).to_sparse(),
    ],
    ids=["shape", "more axes", "dtype", "list", "sparse"],
)
def test_masks_that_are_none(mask):
    with pytest.raises(InvalidInput, match="mask"):
        tv.nn.triple_attention(*made(), mask)


def test_what_is_refused():
    with pytest.raises(InvalidInput, match="even"):
        tv.nn.triple_attention(*made(), degree=3)
    with pytest.raises(InvalidInput, match="mask"):
        tv.nn.triple_attention(*made(), torch.ones(4, 3, 5, dtype=torch.bool), degree=2)
    with pytest.raises(InvalidInput, match="not finite"):
        tv.nn.triple_attention(*(1e30 * x.float() for x in made()))
    with pytest.raises(InvalidInput, match="d = 0"):
        tv.nn.triple_attention(*made(d=0))
    with pytest.raises(TooLarge, match=r"59\.6 GiB"):
        tv.nn.triple_attention(*made(0, 2000, 2000, 2000))
    assert tv.nn.triple_attention(*made(0, 2000, 2000, 2000), degree=2).shape == (2000, 2)


@pytest.mark.gpu
@pytest.mark.parametrize("degree", [None, 4])
def test_a_gpu_computes_the_same(degree):
    given_ = made()
    found = tv.nn.triple_attention(*(x.cuda() for x in given_), degree=degree)
    assert (found.cpu() - tv.nn.triple_attention(*given_, degree=degree)).abs().max() < 1e-10
