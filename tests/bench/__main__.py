"""Run the benchmarks, each in a process of its own: `make bench`."""

import subprocess
import sys

BENCHMARKS = ("tests.bench.certificates",)


def main() -> int:
    failed = 0
    for module in BENCHMARKS:
        failed |= subprocess.run([sys.executable, "-m", module], check=False).returncode
    return failed


if __name__ == "__main__":
    sys.exit(main())
