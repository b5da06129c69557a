import tdlviz as tv
from tdlviz.apps.bridge import pane, row
from tdlviz.views.payload import unpack


def circle_views():
    cx = tv.rips(tv.data.circle(12), max_edge=1.2)
    return [tv.show(cx), tv.show(cx, tv.persistence(cx, dim=1))]


def test_a_view_goes_into_a_panel_layout_as_it_is():
    import panel

    view = circle_views()[0]
    component = panel.Row(view)[0]
    assert component.geometry == view.geometry
    assert component.group == view.group


def test_traits_and_parameters_follow_each_other():
    view = circle_views()[0]
    component = pane(view)
    view.filtration = 0.5
    assert component.filtration == 0.5
    component.selection = [{"role": "selected", "rank": 0, "cells": [3]}]
    assert view.selection == component.selection


def test_a_bar_chosen_and_its_cycle_wanted_in_one_breath():
    cx = tv.rips(tv.data.circle(12), max_edge=1.2)
    view = tv.show(cx, tv.persistence(cx, dim=1), cycles=0)
    component = pane(view)
    marks = [{"role": "birth", "rank": 1, "cells": [3], "text": "asked"}]
    component.param.update(wanted=[0, -1], selection=marks)
    assert view.selection == marks
    assert len(unpack(view.channels)[0]["cells"]) == 12
    assert component.channels == view.channels


def test_views_of_one_class_share_one_component_class():
    assert type(pane(circle_views()[0])) is type(pane(circle_views()[0]))


def test_linked_views_stay_linked_in_a_row():
    linked = tv.link(*circle_views())
    boxes = row(linked.views)
    assert len({box[0].group for box in boxes}) == 1
