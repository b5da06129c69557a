"""Pieces of files, as the page sends them, and as a page of ill will would."""

from tdlviz.apps.upload import Upload


class Arrivals(Upload):
    """An upload that keeps what it would tell the page."""

    def __init__(self, **parameters):
        self.files, self.told = [], []
        super().__init__(lambda name, content: self.files.append((name, content)), **parameters)

    def _send_msg(self, message):
        self.told.append(message["refused"])

    def send(self, *pieces, name="a.csv"):
        for place, data in enumerate(pieces):
            last = place == len(pieces) - 1
            self._handle_msg({"name": name, "first": place == 0, "last": last, "data": data})


def test_pieces_become_the_file():
    upload = Arrivals(limit=10)
    upload.send(b"abc", b"def", b"ghij")
    upload.send(b"", name="empty.csv")
    assert upload.files == [("a.csv", b"abcdefghij"), ("empty.csv", b"")]
    assert upload.told == [""] * 4


def test_more_than_the_limit_is_refused_whatever_the_page_said():
    upload = Arrivals(limit=5)
    upload.send(b"abc", b"def")
    assert upload.files == []
    assert "at most 5 bytes" in upload.told[-1]
    upload.send(b"abc")
    assert upload.files == [("a.csv", b"abc")]


def test_a_broken_transfer_leaves_nothing_behind():
    upload = Arrivals(limit=10)
    upload._handle_msg({"name": "a", "first": True, "last": False, "data": b"lost"})
    upload.send(b"kept")
    assert upload.files == [("a.csv", b"kept")]
