#!/usr/bin/env python3
"""Asks tshark which frames of tests/captures/mixed.pcapng each filter of filters.tsv passes, and writes the results there.

Run it after a filter was added (a line with the filter alone is enough) or the capture was changed.
"""

import pathlib
import subprocess
from concurrent.futures import ThreadPoolExecutor

here = pathlib.Path(__file__).parent
table = here / "filters.tsv"
capture = here.parent.parent / "captures" / "mixed.pcapng"


def ask(filter_text):
    answer = subprocess.run(["tshark", "-n", "-r", capture, "-Y", filter_text, "-T", "fields", "-e", "frame.number"],
                            capture_output=True, text=True)
    if answer.returncode:
        raise SystemExit(f"{filter_text}: {answer.stderr}")
    return filter_text + "\t" + ",".join(answer.stdout.split()) + "\n"


filters = [line.split("\t")[0] for line in table.read_text().splitlines() if line]
with ThreadPoolExecutor() as pool:
    table.write_text("".join(pool.map(ask, filters)))
