"""The errors of the library: each says what was asked, what was given and the rule broken."""

from __future__ import annotations


class TdlvizError(Exception):
    """Base of every error that tdlviz raises on purpose.

    `asked` is the call in the user's words, `given` what came in, `rule` what it should have been.
    """

    def __init__(self, asked: str, given: object, rule: str) -> None:
        super().__init__(f"{brief(asked)}: given {brief(given)}; {rule}")
        self.asked, self.given, self.rule = asked, given, rule

    def __reduce__(self) -> tuple[type[TdlvizError], tuple[str, object, str]]:
        return type(self), (self.asked, self.given, self.rule)


def brief(said: object, most: int = 300) -> str:
    """What was said, cut in the middle where it would bury the rule."""
    text = str(said)
    return text if len(text) <= most else f"{text[: most // 2]} … {text[-most // 2 :]}"


class InvalidInput(TdlvizError, ValueError):
    """A value, shape or index that breaks a rule."""


class TooLarge(TdlvizError, ValueError):
    """More cells or bytes than the limit allows. `given` names the expected number."""


class UnknownName(TdlvizError, LookupError):
    """A field, kind, option or track that does not exist. The rule lists those that do."""


class UnreadableFile(TdlvizError, ValueError):
    """A file that is missing, cut short, mislabelled or of an unknown form."""


class UnwritableFile(TdlvizError, ValueError):
    """A place where no file can be written."""


class MissingPackage(TdlvizError, ImportError):
    """An optional package that is not installed. The rule says how to install it."""
