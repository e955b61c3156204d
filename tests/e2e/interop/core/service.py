"""The test service as the C core calls it."""

import queue

import grpc

from messages import Messages

LIMIT_S = 20


class TestService:
    def __init__(self, channel, descriptors):
        self.channel = channel
        self.messages = Messages(descriptors)
        for name in ("EmptyCall", "UnaryCall", "StreamingOutputCall", "StreamingInputCall", "FullDuplexCall", "UnimplementedCall"):
            setattr(self, name, self.method("grpc.testing.TestService", name))

    def method(self, service, name):
        stub = self.messages.stub(self.channel, service, name)
        return lambda request, **options: stub(request, **{"timeout": LIMIT_S, **options})

    def of(self, name, **fields):
        return self.messages(f"grpc.testing.{name}", **fields)

    def zeroes(self, size):
        return self.of("Payload", body=bytes(size))

    def flag(self, value):
        return self.of("BoolValue", value=value)

    def large(self, **fields):
        return self.of("SimpleRequest", response_size=314159, payload=self.zeroes(271828), **fields)

    def inputs(self, sizes, **fields):
        return [self.of("StreamingInputCallRequest", payload=self.zeroes(size), **fields) for size in sizes]

    def asking(self, *sizes, **fields):
        wanted = [self.of("ResponseParameters", size=size) for size in sizes]
        return self.of("StreamingOutputCallRequest", response_parameters=wanted, **fields)


class Requests:
    """A stream of requests that is written one by one."""

    END = object()

    def __init__(self):
        self._waiting = queue.Queue()

    def write(self, request):
        self._waiting.put(request)

    def end(self):
        self._waiting.put(self.END)

    def __iter__(self):
        return iter(self._waiting.get, self.END)


def fault_of(call):
    """The RpcError that the call must end with; it is a call too, with code, details and trailers."""
    try:
        result = call()
        answer = list(result) if hasattr(result, "__iter__") else result
    except grpc.RpcError as fault:
        return fault
    raise AssertionError(f"the call went well: {answer}")


def equal(actual, expected):
    assert actual == expected, f"expected {expected!r:.300}, got {actual!r:.300}"
