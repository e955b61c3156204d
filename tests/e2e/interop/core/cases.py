"""gRPC's C core against a server: cases.py HOST:PORT DESCRIPTORS [CASE ...]. A line `ok - NAME` or `not ok - NAME` each."""

import sys
import traceback

import grpc

import crowds
import endings
import exchanges
import probes
from service import TestService

CASES = {**exchanges.CASES, **endings.CASES, **crowds.CASES, **probes.CASES}


def main(target, descriptors, *chosen):
    failed = 0
    for name in chosen or CASES:
        # A case has a connection of its own, so that none suffers from another.
        with grpc.insecure_channel(target, options=[("grpc.use_local_subchannel_pool", 1)]) as channel:
            try:
                CASES[name](TestService(channel, descriptors))
                print(f"ok - {name}", flush=True)
            except Exception:  # pylint: disable=broad-except
                failed += 1
                print(f"not ok - {name}: " + traceback.format_exc().replace("\n", " | "), flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
