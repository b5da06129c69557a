import pytest

import tdlviz as tv
from tdlviz.core.errors import InvalidInput


@pytest.fixture
def views():
    cx = tv.rips(tv.data.circle(12), max_edge=1.2)
    return [
        tv.show(cx),
        tv.show(cx, tv.persistence(cx, dim=1)),
        tv.show(cx, tv.persistence(cx, dim=0)),
    ]


def test_views_are_alone_until_they_are_linked(views):
    assert len({view.group for view in views}) == 3
    tv.link(*views[:2])
    assert views[0].group == views[1].group != views[2].group


def test_linking_a_link_takes_all_of_its_views(views):
    linked = tv.link(tv.link(*views[:2]), views[2])
    assert linked.views == views
    assert len({view.group for view in views}) == 1


def test_a_view_linked_anew_leaves_its_old_partner(views):
    tv.link(*views[:2])
    tv.link(*views[1:])
    assert views[0].group != views[1].group == views[2].group


def test_one_picture_and_one_description_for_all(views):
    data, _ = tv.link(*views)._repr_mimebundle_()
    assert all(view.describe() in data["text/plain"] for view in views)


def test_closing_closes_every_view(views):
    tv.link(*views).close()
    assert all(view.comm is None for view in views)


def test_what_is_no_view_is_refused(views):
    with pytest.raises(InvalidInput, match="Complex"):
        tv.link(views[0], tv.Complex.from_facets([[0]]))
    with pytest.raises(InvalidInput, match="no views"):
        tv.link()
