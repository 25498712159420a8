"""A Spark session: the one that is there, or a quiet one of our own on this machine."""

from __future__ import annotations

import math
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from burdenshare.archives.settings import Settings
from burdenshare.errors import CollationError, MissingPartError

MASTER = "SPARK_MASTER"
"""Variable of the environment that names another master than this machine."""
HERE = "local[2]"
LEAST_HEAP = 512 * 2**20
"""Bytes of heap below which Spark refuses to start."""
HEAP = 0.5
"""Part of the memory that Java may have; the rest is for the workers' arrays."""
PRINTS = 1_000_000
"""Fingerprints of one partition of the join."""
LEAST_PARTITIONS = 8
JAVA, HASTY = "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"
SHORT = 5_000_000
"""Fingerprints up to which Java's second compiler costs more than it saves (measured: a third)."""


@contextmanager
def session(folder: Path, settings: Settings, prints: int) -> Iterator[Any]:
    """Give a Spark session; one that was there before is left running.

    Parameters
    ----------
    folder : where Spark may spill, and where its log goes
    prints : fingerprints that will be joined

    Raises
    ------
    MissingPartError : pyspark is not installed
    CollationError : Java is missing, or Spark does not start
    """
    builder, running = _pyspark()
    if running is not None:
        yield running
        return
    _need_java()
    started = _started(builder, folder, _wishes(folder, settings, prints))
    try:
        yield started
    finally:
        started.stop()


@contextmanager
def told_in_a_line(folder: Path) -> Iterator[None]:
    """Turn what breaks on Spark into one line.

    Raises
    ------
    CollationError : a step broke off on Spark
    """
    try:
        yield
    except Exception as error:
        if not type(error).__module__.startswith(("pyspark", "py4j")):
            raise
        lines = [s.strip() for s in str(error).splitlines() if s.strip() and "\tat " not in s]
        raise CollationError(
            f"Spark broke off: {lines[-1][:200] if lines else type(error).__name__}",
            where="--engine spark",
            mend=f"{folder / 'spark.log'} may say more; run it again, what is done is kept",
        ) from error


def is_local(spark: Any) -> bool:
    """Return whether the session's workers read this machine's files."""
    return str(spark.sparkContext.master).startswith("local")


def _pyspark() -> tuple[Any, Any]:
    """Return the builder of sessions, and the session that runs already."""
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise MissingPartError("pyspark", extra="spark") from error
    return SparkSession.builder, SparkSession.getActiveSession()


def _need_java() -> None:
    home = os.environ.get("JAVA_HOME")
    if not shutil.which("java", path=str(Path(home, "bin")) if home else None):
        raise CollationError(
            "Spark needs Java, and there is none",
            where="--engine spark",
            mend="install a Java runtime, 17 or later (default-jre-headless)",
        )


def _wishes(folder: Path, settings: Settings, prints: int) -> dict[str, str]:
    """Return the configuration of a session of our own."""
    master = os.environ.get(MASTER, HERE)
    heap = max(int(settings.memory * HEAP), LEAST_HEAP) >> 20
    partitions = max(LEAST_PARTITIONS, math.ceil(prints / PRINTS))
    wishes = {
        "spark.master": master,
        "spark.app.name": "burdenshare",
        "spark.driver.memory": f"{heap}m",
        "spark.local.dir": str((folder / "spill").absolute()),
        "spark.sql.warehouse.dir": str((folder / "spill").absolute()),
        "spark.log.level": "ERROR",
        "spark.ui.enabled": "false",
        "spark.driver.extraJavaOptions": JAVA if prints > SHORT else f"{JAVA} {HASTY}",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.execution.arrow.pyspark.enabled": "true",
        "spark.sql.shuffle.partitions": str(partitions),
    }
    if master.startswith("local"):
        wishes |= {"spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1"}
    return wishes


def _started(builder: Any, folder: Path, wishes: dict[str, str]) -> Any:
    """Start Spark; whatever Java says goes into `spark.log`."""
    (folder / "spill").mkdir(exist_ok=True)
    log = folder / "spark.log"
    asked = builder.config(map=wishes)
    try:
        with _workers_like_us(), _errors_into(log):
            return asked.getOrCreate()
    except Exception as error:
        raise CollationError(
            "Spark does not start", where="--engine spark", mend=f"{log} says why; it needs Java 17 or later"
        ) from error


@contextmanager
def _workers_like_us() -> Iterator[None]:
    """Have workers run this Python, and Spark listen on this machine alone."""
    wanted = {"PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    missing = {k: v for k, v in wanted.items() if k not in os.environ}
    if not os.environ.get(MASTER, HERE).startswith("local"):
        missing = {}
    os.environ.update(missing)
    try:
        yield
    finally:
        for name in missing:
            del os.environ[name]


@contextmanager
def _errors_into(log: Path) -> Iterator[None]:
    """Send what programs started within write to the standard error into a file."""
    with suppress(OSError, ValueError):
        sys.stderr.flush()
    kept = os.dup(2)
    try:
        with log.open("ab") as file:
            os.dup2(file.fileno(), 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
