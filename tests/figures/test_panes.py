from tdlviz.figures.panes import waiting


def test_tracks_that_hold_nothing_are_named():
    part = waiting(["H1", "H2"])
    assert part.title == "H1, H2: nothing logged yet"
    assert part.panes[0].traces == []
    assert not part.panes[0].x["visible"]
