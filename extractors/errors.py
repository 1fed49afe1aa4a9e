"""Errors, named by what the run does next."""


class RetoldError(Exception):
    """Anything that Retold says about its own work."""


class StopError(RetoldError):
    """Nobody should trust this run: it ends. The message says what, where, and what to do."""


class UseError(StopError):
    """Nothing has begun: whoever typed the command or wrote the file can mend it."""


class RetryError(RetoldError):
    """The same call may work later: the item waits."""

    def __init__(self, reason: str, detail: str = "", *, delay_s: float | None = None) -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail
        self.delay_s = delay_s  # what the other side asked for; None when it said nothing


class DropError(RetoldError):
    """The item goes no further; the run does. Becomes a row of `drops`."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail
