"""What runs on this machine because of a test."""

from pathlib import Path


def begun_with(folder: Path) -> list[str]:
    """Return the command lines of the processes whose arguments or environment name a folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            arguments, environment = (process / "cmdline").read_bytes(), (process / "environ").read_bytes()
        except OSError:  # ended meanwhile, or somebody else's
            continue
        if str(folder).encode() in arguments + environment:
            found.append(arguments.replace(b"\0", b" ").decode(errors="replace"))
    return found
