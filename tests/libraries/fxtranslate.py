"""A stand-in for the library of this name: its way of loading and of failing, and capitals for translations."""

import json
import os
import threading
import time
import urllib.request
from pathlib import Path
from typing import Self

# The process may have been begun by a test that set one.
_WITHOUT_PROXY = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class PanicException(BaseException):
    """What Rust's panics become in Python: no Exception."""


class Translator:
    """Bound to the thread that loaded it, as the real one."""

    def __init__(self, model: bytes) -> None:
        if model.startswith(b"spoilt"):
            raise ValueError("trace ended mid-record (truncated)")
        self._model = model.decode()
        self._thread = threading.get_ident()

    @classmethod
    def load(cls, src: str, trg: str, cache_dir: str | None = None) -> Self:
        folder = Path(cache_dir or Path.home() / ".cache/fxtranslate/models") / f"{src}-{trg}"
        records = os.environ.get("FXTRANSLATE_RECORDS_URL") or "http://127.0.0.1:9/nowhere"
        try:
            with _WITHOUT_PROXY.open(records) as answer:
                listed = json.load(answer)["data"]
        except (OSError, ValueError) as error:
            if not any(folder.glob("*vocab.*")):
                raise ValueError(
                    f"no cached model for {src}→{trg}; and Remote Settings was unreachable: {error}"
                ) from None
        else:
            files = [one for one in listed if (one["sourceLanguage"], one["targetLanguage"]) == (src, trg)]
            if not files:
                raise ValueError(f"no model or pivot route for {src}-{trg} in Remote Settings")
            folder.mkdir(parents=True, exist_ok=True)
            for one in files:
                (folder / one["name"]).write_text(one["attachment"]["location"], encoding="utf-8")
        return cls(next(folder.glob("model.*")).read_bytes())

    def translate_long(self, text: str) -> str:
        if threading.get_ident() != self._thread:
            raise PanicException("fxtranslate::Translator is unsendable, but sent to another thread")
        if "hangs" in text:
            time.sleep(600)
        if "ends" in text:
            os._exit(3)
        if "panics" in text:
            raise PanicException("index out of bounds")
        return f"{text.upper()} [{self._model}]" if self._model != "plain" else text.upper()
