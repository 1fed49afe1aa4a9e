"""Worker processes: what hostile items do stays in there."""

import os
import subprocess
import sys
import time
from pathlib import Path
from threading import Thread

import pytest

from extractors.errors import DropError, RetryError, StopError
from extractors.sandbox import LOOK_AHEAD, work_off

MEMORY_BYTES = 500_000_000


def doubled(number):
    return 2 * number


def behaves(what):
    if what == "hangs":
        time.sleep(600)
    elif what == "eats":
        return len(bytearray(4 * MEMORY_BYTES))
    elif what == "aborts":
        os.abort()
    elif what == "is killed":
        os.kill(os.getpid(), 9)
    elif what == "errs":
        return {}["nothing"]
    elif what == "drops":
        raise DropError("too_short", "3 letters")
    elif what == "waits":
        raise RetryError("quota", "come back", delay_s=7.0)
    elif what == "stops":
        raise StopError("no model")
    return what


def run(items, *, processes=2, deadline_s=30.0, function=behaves):
    return list(work_off(function, items, processes=processes, deadline_s=deadline_s, memory_bytes=MEMORY_BYTES))


def reasons(results):
    return [result.reason if isinstance(result, DropError | RetryError) else result for result in results]


def test_results_come_in_the_order_of_their_items():
    assert run(range(200), function=doubled) == [2 * number for number in range(200)]


def test_a_hanging_item_is_killed_at_its_deadline_and_the_others_go_on():
    started = time.monotonic()
    assert reasons(run(["a", "hangs", "b", "c"], deadline_s=0.5)) == ["a", "timeout", "b", "c"]
    assert time.monotonic() - started < 20


@pytest.mark.parametrize(
    ("what", "reason"),
    [("eats", "out_of_memory"), ("is killed", "out_of_memory"), ("aborts", "crashed"), ("errs", "crashed")],
)
def test_an_item_that_ends_badly_is_a_drop_and_the_others_go_on(what, reason):
    assert reasons(run(["a", what, "b"], processes=1)) == ["a", reason, "b"]


def test_an_unexpected_error_is_reported_with_its_place():
    (result,) = run(["errs"])
    assert "KeyError" in result.detail
    assert "test_sandbox.py:" in result.detail


def test_drop_and_retry_come_back_as_themselves():
    dropped, waiting = run(["drops", "waits"])
    assert (type(dropped), dropped.reason, dropped.detail) == (DropError, "too_short", "3 letters")
    assert (type(waiting), waiting.reason, waiting.delay_s) == (RetryError, "quota", 7.0)


def test_stop_ends_everything():
    with pytest.raises(StopError, match="no model"):
        run(["a", "stops", "b"])


def test_items_are_not_read_far_ahead():
    taken = []

    def items():
        for number in range(1000):
            taken.append(number)
            yield number

    results = work_off(doubled, items(), processes=2, deadline_s=30.0, memory_bytes=MEMORY_BYTES)
    assert next(results) == 0
    assert len(taken) <= 2 * LOOK_AHEAD + 1
    results.close()


def children_states():
    """The state of every child of this process, as the kernel writes it; Z is one that nobody waited for."""
    states = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = stat.read_text().rpartition(")")[2].split()[:2]
        except OSError:  # has ended meanwhile
            continue
        states += [state] if int(parent) == os.getpid() else []
    return states


def test_leaving_early_leaves_no_process_behind():
    results = work_off(behaves, ["hangs", "hangs"], processes=2, deadline_s=0.3, memory_bytes=MEMORY_BYTES)
    assert next(results).reason == "timeout"
    results.close()
    assert "Z" not in children_states()


def test_it_works_in_a_thread_that_is_not_the_first():
    found = []
    thread = Thread(target=lambda: found.extend(run([1, 2, 3], function=doubled)))
    thread.start()
    thread.join()
    assert found == [2, 4, 6]


SCRIPT = """
import sys
from extractors.sandbox import work_off
from tests_of_script import doubled

def main():
    print(list(work_off(doubled, [1, 2], processes=1, deadline_s=30.0, memory_bytes=500_000_000)))

if __name__ == "__main__":
    sys.exit(main())
"""


def test_it_works_out_of_an_installed_command(tmp_path):
    (tmp_path / "tests_of_script.py").write_text("def doubled(number):\n    return 2 * number\n", encoding="utf-8")
    script = tmp_path / "command"  # like .venv/bin/retold: no suffix
    script.write_text(SCRIPT, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, env=environment, timeout=60, check=False
    )
    assert (done.stdout.strip(), done.returncode) == ("[2, 4]", 0), done.stderr


UNFOUND = """
import sys, types
from extractors.errors import StopError
from extractors.sandbox import work_off

if __name__ == "__main__":
    module = types.ModuleType("nowhere")
    exec("def doubled(number): return 2 * number", module.__dict__)
    sys.modules["nowhere"] = module
    try:
        list(work_off(module.doubled, [1], processes=1, deadline_s=5.0, memory_bytes=500_000_000))
    except StopError:
        print("stopped")
"""


def test_a_function_that_no_worker_finds_stops_the_run(tmp_path):
    script = tmp_path / "command"
    script.write_text(UNFOUND, encoding="utf-8")
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.strip() == "stopped", done.stderr
