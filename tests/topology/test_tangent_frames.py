import numpy as np
import pytest

from tdlviz.topology import tangent_frames as module
from tdlviz.topology.tangent_frames import tangent_frames


def ring_of(count: int, width: int) -> np.ndarray:
    pairs = [(v, (v + k) % count) for v in range(count) for k in range(-width, width + 1) if k]
    return np.array(sorted(pairs))


def test_the_leading_singular_vectors(rng: np.random.Generator, monkeypatch) -> None:
    points, pairs = rng.normal(size=(20, 6)), ring_of(20, 3)
    frames = tangent_frames(points, pairs, 3)
    for v, frame in enumerate(frames):
        apart = points[pairs[pairs[:, 0] == v, 1]] - points[v]
        wanted = np.linalg.svd(apart.T)[0][:, :3]
        assert np.allclose(abs(wanted.T @ frame), np.eye(3), atol=1e-7)
        assert (np.take_along_axis(frame, abs(frame).argmax(axis=0)[None], axis=0) > 0).all()
    monkeypatch.setattr(module, "ROOM", 100)
    assert np.array_equal(tangent_frames(points, pairs, 3), frames)


@pytest.mark.parametrize("room", [50, 1_000_000])
def test_the_nearest_in_many_dimensions_and_in_few(rng, monkeypatch, room) -> None:
    monkeypatch.setattr(module, "ROOM", room)
    for dimension in (module.TREE, module.TREE + 1):
        points, some = rng.normal(size=(40, dimension)), np.array([3, 30, 7])
        points[5] = points[7]
        apart = np.linalg.norm(points[some, None] - points, axis=2)
        wanted = np.sort(np.argsort(apart, axis=1)[:, :4], axis=1)
        assert np.array_equal(np.sort(module._nearest(points, some, 4), axis=1), wanted)


def test_points_on_a_sphere_have_frames_across_their_radius(rng: np.random.Generator) -> None:
    points = rng.normal(size=(500, 3))
    points /= np.linalg.norm(points, axis=1, keepdims=True)
    apart = np.linalg.norm(points[:, None] - points, axis=2)
    near = np.argsort(apart, axis=1)[:, 1:9]
    pairs = np.column_stack([np.repeat(np.arange(500), 8), np.sort(near, axis=1).reshape(-1)])
    frames = tangent_frames(points, pairs, 2)
    assert np.median(abs(np.einsum("npd,np->nd", frames, points))) < 0.1


def test_what_neighbours_do_not_span_is_from_the_whole_cloud() -> None:
    """All points in the plane z = 0, and the neighbours of each on a line."""
    plane = np.random.default_rng(0).normal(size=(9, 2)) * [1, 3]
    points = np.pad(plane, ((0, 0), (0, 1)))
    points[1:3, 0] = points[0, 0]
    frames = tangent_frames(points, np.array([[0, 1], [0, 2]]), 2)
    assert np.allclose(abs(frames[0, :, 0]), [0, 1, 0], atol=1e-9)
    assert abs(frames[:, 2]).max() < 1e-9


@pytest.mark.parametrize("count", [1, 2, 5])
def test_without_neighbours_the_nearest_will_do(count: int) -> None:
    points = np.random.default_rng(count).normal(size=(count, 4))
    frames = tangent_frames(points, np.zeros((0, 2), dtype=np.int64), 3)
    assert np.allclose(np.swapaxes(frames, 1, 2) @ frames, np.eye(3), atol=1e-9)
