"""The official cases about how calls end, and what travels beside their messages."""

import grpc

from service import Requests, equal, fault_of

ECHO_INITIAL = "x-grpc-test-echo-initial"
ECHO_TRAILING = "x-grpc-test-echo-trailing-bin"
NAME = "x-call-name"


def cancel_after_begin(test):
    requests = Requests()
    call = test.messages.stub(test.channel, "grpc.testing.TestService", "StreamingInputCall").future(
        iter(requests), metadata=((NAME, "core_cancel_after_begin"), (ECHO_INITIAL, "begun"))
    )
    equal(dict(call.initial_metadata())[ECHO_INITIAL], "begun")
    call.cancel()
    requests.end()
    equal(call.code(), grpc.StatusCode.CANCELLED)


def cancel_after_first_response(test):
    requests = Requests()
    call = test.FullDuplexCall(iter(requests), metadata=((NAME, "core_cancel_after_first_response"),))
    requests.write(test.asking(31415, payload=test.zeroes(27182)))
    equal(len(next(call).payload.body), 31415)
    call.cancel()
    requests.end()
    equal(call.code(), grpc.StatusCode.CANCELLED)


def timeout_on_sleeping_server(test):
    requests = Requests()
    requests.write(test.of("StreamingOutputCallRequest", payload=test.zeroes(27182)))
    fault = fault_of(lambda: test.FullDuplexCall(iter(requests), timeout=0.001))
    requests.end()
    equal(fault.code(), grpc.StatusCode.DEADLINE_EXCEEDED)


def echoed(call):
    initial = [value for key, value in call.initial_metadata() if key == ECHO_INITIAL]
    trailing = [value for key, value in call.trailing_metadata() if key == ECHO_TRAILING]
    return initial, trailing


def with_echo(test, initial, *trailing):
    """UnaryCall and FullDuplexCall echo both pieces."""
    sent = ((ECHO_INITIAL, initial), *((ECHO_TRAILING, value) for value in trailing))
    stub = test.messages.stub(test.channel, "grpc.testing.TestService", "UnaryCall")
    _, unary = stub.with_call(test.large(), metadata=sent)
    equal(echoed(unary), ([initial], list(trailing)))
    duplex = test.FullDuplexCall(iter([test.asking(314159, payload=test.zeroes(271828))]), metadata=sent)
    equal([len(response.payload.body) for response in duplex], [314159])
    equal(echoed(duplex), ([initial], list(trailing)))


def custom_metadata(test):
    with_echo(test, "test_initial_metadata_value", b"\xab\xab\xab")


def large_metadata(test):
    with_echo(test, "m" * 3584, bytes(range(256)) * 14)


def duplicate_metadata(test):
    with_echo(test, "once", b"\x01", b"", b"\x02\x03", b"\x01")


def assert_unknown(fault, message):
    equal((fault.code(), fault.details()), (grpc.StatusCode.UNKNOWN, message))


def failing(test, name, message):
    return test.of(name, response_status=test.of("EchoStatus", code=2, message=message))


def status_code_and_message(test):
    message = "test status message"
    assert_unknown(fault_of(lambda: test.UnaryCall(failing(test, "SimpleRequest", message))), message)
    request = failing(test, "StreamingOutputCallRequest", message)
    assert_unknown(fault_of(lambda: test.FullDuplexCall(iter([request]))), message)


def special_status_message(test):
    message = "\t\ntest with whitespace\r\nand Unicode BMP ☺ and non-BMP 😈\t\n"
    assert_unknown(fault_of(lambda: test.UnaryCall(failing(test, "SimpleRequest", message))), message)


def unimplemented_method(test):
    equal(fault_of(lambda: test.UnimplementedCall(test.of("Empty"))).code(), grpc.StatusCode.UNIMPLEMENTED)


def unimplemented_service(test):
    call = test.method("grpc.testing.UnimplementedService", "UnimplementedCall")
    equal(fault_of(lambda: call(test.of("Empty"))).code(), grpc.StatusCode.UNIMPLEMENTED)


OFFICIAL = (
    cancel_after_begin, cancel_after_first_response, timeout_on_sleeping_server, custom_metadata,
    status_code_and_message, special_status_message, unimplemented_method, unimplemented_service,
)
BEYOND = (large_metadata, duplicate_metadata)
CASES = {case.__name__: case for case in OFFICIAL + BEYOND}
