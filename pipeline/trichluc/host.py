"""What differs between operating systems, each with its fallback: links, locks, process limits, careful opening.

Linux has everything. macOS has no memory limit for a process and no death signal; Windows has no fork, and symbolic
links only with a special right.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import IO

from trichluc.errors import OutputLocked

CAN_FORK = hasattr(os, "fork")
KILLED = getattr(signal, "SIGKILL", 9)
"""The signal that no process can refuse; Windows does not name it."""
_CURRENT, _CURRENT_FILE = "current", "CURRENT"
_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS, _CLONE_NEWNET = 1, 38, 0x40000000
_NO_LINKS = {errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EACCES, errno.EMLINK, errno.EXDEV}


def hard_link(existing: Path, new: Path) -> None:
    """A second name for an immutable file; a copy where the file system knows no links."""
    try:
        os.link(existing, new)
    except OSError as error:
        if error.errno not in _NO_LINKS and not _is_windows():
            raise
        shutil.copyfile(existing, new)
        sync_file(new)


def point_current(output: Path, snapshot: Path) -> None:
    """Make a snapshot the current one by a single rename: of a link, or of a text file where links are refused."""
    target = snapshot.relative_to(output)
    stage = output / ".state" / "current.new"
    stage.unlink(missing_ok=True)
    try:
        stage.symlink_to(target, target_is_directory=True)
    except OSError as error:
        if error.errno not in _NO_LINKS and not _is_windows():
            raise
        stage.write_text(target.as_posix() + "\n", encoding="utf-8")
        sync_file(stage)
        stage.replace(output / _CURRENT_FILE)
    else:
        # A link must be relative to the place where it will stand, which is one level up.
        stage.replace(output / _CURRENT)
    sync_folder(output)


def current_snapshot(output: Path) -> Path | None:
    """The folder that `current` points to, resolved once; None when there is none."""
    link, file = output / _CURRENT, output / _CURRENT_FILE
    if link.is_symlink():
        found = Path(os.path.realpath(link))
    elif file.is_file():
        found = output / file.read_text(encoding="utf-8").strip()
    else:
        return None
    return found if found.is_dir() else None


def sync_file(path: Path) -> None:
    """Force a file's bytes to the disk."""
    descriptor = os.open(path, os.O_RDONLY if not _is_windows() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(path: Path) -> None:
    """Force a folder's names to the disk; Windows does that by itself."""
    if not _is_windows():
        sync_file(path)


@contextlib.contextmanager
def locked(path: Path, wait: bool = False) -> Iterator[None]:
    """Hold a lock that ends with the process, however it ends. Raises `OutputLocked`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8") as stream:
        if not _lock(stream, wait):
            stream.seek(0)
            holder = stream.read(200).strip()
            raise OutputLocked(f"{path.parent.parent}: another run is writing here ({holder or 'unknown process'})")
        with contextlib.suppress(OSError):  # on a full disk the lock holds, it only does not say for whom
            os.ftruncate(stream.fileno(), 0)
            os.write(stream.fileno(), f"process {os.getpid()} on {_node()}".encode())
        yield


def _lock(stream: IO[str], wait: bool) -> bool:
    if sys.platform == "win32":
        return _lock_windows(stream, wait)
    import fcntl

    try:
        fcntl.flock(stream, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    return True


def _lock_windows(stream: IO[str], wait: bool) -> bool:
    import importlib

    msvcrt = importlib.import_module("msvcrt")
    # The locked byte lies far behind the text, so that others can read who holds the lock.
    os.lseek(stream.fileno(), 1 << 20, os.SEEK_SET)
    while True:
        try:
            msvcrt.locking(stream.fileno(), msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        except OSError:
            if not wait:
                return False
        else:
            return True


def _node() -> str:
    import platform

    return platform.node() or "this machine"


def _is_windows() -> bool:
    return os.name == "nt"


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def open_flags() -> int:
    """How to open an input: never wait for a pipe, never follow a link in the last place."""
    return os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


def die_with_parent(parent: int) -> None:
    """Ask the kernel to kill this process when its parent dies, and to refuse it new rights."""
    if sys.platform != "linux":
        return
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def leave_network() -> bool:
    """Cut this process and its children off from the network, where the system allows it."""
    if sys.platform != "linux":
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    return bool(libc.unshare(_CLONE_NEWNET) == 0)


def limit_process(memory: int, cpu_seconds: int, file_bytes: int) -> None:
    """Limits that the kernel enforces on this process: address space, CPU time, size of files, no core dumps."""
    if _is_windows():
        return
    import resource

    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, file_bytes)
    _limit(resource.RLIMIT_CPU, cpu_seconds)
    if sys.platform == "linux":
        _limit(resource.RLIMIT_AS, memory)


def _limit(kind: int, value: int) -> None:
    import resource

    _, hard = resource.getrlimit(kind)
    soft = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(kind, (soft, hard))


def allow_cpu(seconds: int) -> None:
    """Raise the limit of CPU time, for a document that turned out to have many pages."""
    if not _is_windows():
        import resource

        _limit(resource.RLIMIT_CPU, seconds)


@dataclass(frozen=True, slots=True)
class Usage:
    """What this process has used: CPU seconds, and bytes of memory at the most."""

    cpu_seconds: float
    memory: int


def usage() -> Usage:
    """Since this process began, without the programs that it started."""
    if _is_windows():
        return Usage(time.process_time(), 0)
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    return Usage(used.ru_utime + used.ru_stime, used.ru_maxrss * (1 if sys.platform == "darwin" else 1024))


def is_running(process: int) -> bool:
    """Whether a process of that number lives; always on Windows, where asking would end it."""
    if _is_windows():
        return True
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def kill_group(process: int) -> None:
    """Kill a process that leads a group, with all the programs that it started."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if _is_windows():
            os.kill(process, signal.SIGTERM)
        else:
            os.killpg(process, signal.SIGKILL)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.kill(process, signal.SIGTERM if _is_windows() else signal.SIGKILL)


def load_arrow_alone() -> None:
    """Load Arrow without numpy, which a run never needs and which takes twice as long to load as Arrow itself.

    For a program that does nothing else: Arrow keeps working without numpy as long as the process lives.
    """
    if "numpy" in sys.modules or "pyarrow" in sys.modules:
        return
    sys.modules["numpy"] = None  # type: ignore[assignment]
    try:
        import_module("pyarrow.parquet")
    finally:
        del sys.modules["numpy"]
