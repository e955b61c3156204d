"""Many calls on one connection."""

import grpc

from service import LIMIT_S, Requests, equal, fault_of

CALLS = 200
STALLED = 128
EARLY_ENDS = 2500


def many_large_calls(test):
    stub = test.messages.stub(test.channel, "grpc.testing.TestService", "UnaryCall")
    answers = [stub.future(test.large(), timeout=LIMIT_S) for _ in range(CALLS)]
    equal([len(answer.result().payload.body) for answer in answers], [314159] * CALLS)


def stalled_stream(test):
    requests = Requests()
    stalled = test.FullDuplexCall(iter(requests))
    requests.write(test.asking(*[65536] * STALLED))
    next(stalled)
    for _ in range(20):
        equal(len(test.UnaryCall(test.large()).payload.body), 314159)
    requests.end()
    equal(len(list(stalled)), STALLED - 1)


def early_ends(test):
    """The server ends each call while its requests are still open."""
    status = test.of("EchoStatus", code=9, message="enough")
    for _ in range(EARLY_ENDS):
        requests = Requests()
        requests.write(test.of("StreamingOutputCallRequest", response_status=status))
        fault = fault_of(lambda: test.FullDuplexCall(iter(requests)))
        requests.end()
        equal(fault.code(), grpc.StatusCode.FAILED_PRECONDITION)


CASES = {case.__name__: case for case in (many_large_calls, stalled_stream, early_ends)}
