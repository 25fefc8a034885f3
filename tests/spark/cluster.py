"""A Spark standalone cluster on loopback, as processes of this machine: a master and two workers."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 300  # seconds
SETTINGS = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}


@dataclass(frozen=True)
class Worker:
    """A worker, and the folder that its executors keep partitions in."""

    process: "subprocess.Popen[bytes]"
    scratch: Path

    def kept(self) -> set[str]:
        """Return the partitions that lie on its disk, such as rdd_12_3."""
        return {path.name for path in self.scratch.rglob("rdd_*")}

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


@dataclass(frozen=True)
class Cluster:
    url: str
    workers: tuple[Worker, Worker]
    environment: dict[str, str]

    def start(self, *arguments: object) -> "subprocess.Popen[str]":
        """Start `kg build ... --engine spark` on this cluster."""
        command = [sys.executable, "-m", "kg", "build", *map(str, arguments), "--engine", "spark", "--master", self.url]
        return subprocess.Popen(
            command, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )


@contextmanager
def cluster(folder: Path, *, memory: str = "1g", partitions: int = 1) -> Iterator[Cluster]:
    """Start a master and two workers of one core each; `partitions` is Spark's default parallelism."""
    import pyspark

    settings = SETTINGS | {"spark.executor.memory": memory, "spark.default.parallelism": str(partitions)}
    conf = folder / "conf"
    conf.mkdir(parents=True)
    (conf / "spark-defaults.conf").write_text("".join(f"{name} {value}\n" for name, value in settings.items()))
    home = Path(pyspark.__file__).parent
    environment = os.environ | {
        "SPARK_HOME": str(home),
        "SPARK_CONF_DIR": str(conf),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_WORKER_MEMORY": "8g",
        "PYSPARK_PYTHON": sys.executable,
    }
    port = _free_port()
    url = f"spark://127.0.0.1:{port}"
    started = []

    def start(name: str, *arguments: str) -> Worker:
        scratch = folder / name
        command = [str(home / "bin" / "spark-class"), f"org.apache.spark.deploy.{arguments[0]}", *arguments[1:]]
        mine = environment | {"SPARK_LOCAL_DIRS": str(scratch)}
        with (folder / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(command, env=mine, stdout=log, stderr=subprocess.STDOUT)
        started.append(process)
        return Worker(process, scratch)

    try:
        start("master", "master.Master", "--host", "127.0.0.1", "--port", str(port), "--webui-port", "0")
        _wait_for(folder / "master.log", "I have been elected leader", 1)
        options = ("--host", "127.0.0.1", "--webui-port", "0", "--cores", "1", "--work-dir")
        one, two = (
            start(name, "worker.Worker", *options, str(folder / f"{name}-work"), url) for name in ("one", "two")
        )
        _wait_for(folder / "master.log", "Registering worker", 2)
        yield Cluster(url, (one, two), environment)
    finally:
        for process in reversed(started):
            process.kill()
            process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(log: Path, words: str, times: int) -> None:
    end = time.monotonic() + PATIENCE
    while log.read_text(errors="replace").count(words) < times:
        assert time.monotonic() < end, log.read_text(errors="replace")[-2000:]
        time.sleep(0.1)
