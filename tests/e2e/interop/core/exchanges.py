"""The official cases about messages, in every shape of call, compressed and not."""

import grpc

from service import Requests, equal, fault_of

REQUESTS = [27182, 8, 1828, 45904]
RESPONSES = [31415, 9, 2653, 58979]
GZIP = grpc.Compression.Gzip


def empty_unary(test):
    equal(test.EmptyCall(test.of("Empty")), test.of("Empty"))


def assert_large(response):
    equal(response.payload.body, bytes(314159))


def large_unary(test):
    assert_large(test.UnaryCall(test.large()))


def client_compressed_unary(test):
    probe = fault_of(lambda: test.UnaryCall(test.large(expect_compressed=test.flag(True))))
    equal(probe.code(), grpc.StatusCode.INVALID_ARGUMENT)
    assert_large(test.UnaryCall(test.large(expect_compressed=test.flag(True)), compression=GZIP))
    assert_large(test.UnaryCall(test.large(expect_compressed=test.flag(False))))


def server_compressed_unary(test):
    for compressed in (True, False):
        assert_large(test.UnaryCall(test.large(response_compressed=test.flag(compressed))))


def client_streaming(test):
    equal(test.StreamingInputCall(iter(test.inputs(REQUESTS))).aggregated_payload_size, 74922)


def client_compressed_streaming(test):
    """In Python a client compresses all of a call's messages or none."""
    expected = {"expect_compressed": test.flag(True)}
    probe = fault_of(lambda: test.StreamingInputCall(iter(test.inputs([27182], **expected))))
    equal(probe.code(), grpc.StatusCode.INVALID_ARGUMENT)
    answer = test.StreamingInputCall(iter(test.inputs([27182, 45904], **expected)), compression=GZIP)
    equal(answer.aggregated_payload_size, 73086)


def sizes(responses):
    return [len(response.payload.body) for response in responses]


def server_streaming(test):
    equal(sizes(test.StreamingOutputCall(test.asking(*RESPONSES))), RESPONSES)


def server_compressed_streaming(test):
    wanted = [
        test.of("ResponseParameters", size=31415, compressed=test.flag(True)),
        test.of("ResponseParameters", size=92653, compressed=test.flag(False)),
    ]
    request = test.of("StreamingOutputCallRequest", response_parameters=wanted)
    equal(sizes(test.StreamingOutputCall(request)), [31415, 92653])


def ping_pong(test):
    requests = Requests()
    responses = test.FullDuplexCall(iter(requests))
    for request, response in zip(REQUESTS, RESPONSES):
        requests.write(test.asking(response, payload=test.zeroes(request)))
        equal(len(next(responses).payload.body), response)
    requests.end()
    equal(list(responses), [])


def empty_stream(test):
    equal(list(test.FullDuplexCall(iter(()))), [])


OFFICIAL = (
    empty_unary, large_unary, client_compressed_unary, server_compressed_unary, client_streaming,
    client_compressed_streaming, server_streaming, server_compressed_streaming, ping_pong, empty_stream,
)
CASES = {case.__name__: case for case in OFFICIAL}
