"""Health and reflection."""

import grpc

from service import equal, fault_of

HEALTH = "grpc.health.v1.Health"
SERVING, NOT_SERVING, SERVICE_UNKNOWN = 1, 2, 3


def check(test, service):
    request = test.messages("grpc.health.v1.HealthCheckRequest", service=service)
    return test.method(HEALTH, "Check")(request)


def health_check(test):
    for service in ("", "grpc.testing.TestService"):
        equal(check(test, service).status, SERVING)
    equal(fault_of(lambda: check(test, "no.such.Service")).code(), grpc.StatusCode.NOT_FOUND)


def health_watch(test):
    def watch(service):
        request = test.messages("grpc.health.v1.HealthCheckRequest", service=service)
        return test.method(HEALTH, "Watch")(request)

    turn = {state: test.method("grpc.testing.HealthUpdateService", state) for state in ("SetServing", "SetNotServing")}
    whole, unknown = watch(""), watch("no.such.Service")
    equal(next(unknown).status, SERVICE_UNKNOWN)
    equal(next(whole).status, SERVING)
    turn["SetNotServing"](test.of("Empty"))
    equal(next(whole).status, NOT_SERVING)
    equal(check(test, "").status, NOT_SERVING)
    turn["SetServing"](test.of("Empty"))
    equal(next(whole).status, SERVING)
    for call in (whole, unknown):
        call.cancel()


def reflection(test):
    ask = test.messages.stub(test.channel, "grpc.reflection.v1.ServerReflection", "ServerReflectionInfo")
    question = lambda **asked: test.messages("grpc.reflection.v1.ServerReflectionRequest", **asked)
    questions = [
        question(list_services="*"),
        question(file_containing_symbol="grpc.testing.TestService"),
        question(file_by_filename="grpc/testing/messages.proto"),
        question(file_containing_symbol="grpc.testing.NoSuchService"),
        question(all_extension_numbers_of_type="grpc.testing.Empty"),
        question(),
    ]
    listed, service, file, unknown, extensions, nothing = ask(iter(questions), timeout=20)
    equal(
        sorted(each.name for each in listed.list_services_response.service),
        [
            "grpc.health.v1.Health",
            "grpc.reflection.v1.ServerReflection",
            "grpc.reflection.v1alpha.ServerReflection",
            "grpc.testing.HealthUpdateService",
            "grpc.testing.TestService",
            "realtimegov.v1.FieldGateway",
        ],
    )
    described = {each.name: each.SerializeToString() for each in test.messages.files}
    bytes_of = lambda answer: list(answer.file_descriptor_response.file_descriptor_proto)
    equal(bytes_of(service), [described["grpc/testing/test.proto"], described["grpc/testing/messages.proto"]])
    equal(bytes_of(file), [described["grpc/testing/messages.proto"]])
    equal(unknown.error_response.error_code, grpc.StatusCode.NOT_FOUND.value[0])
    for answer in (extensions, nothing):
        equal(answer.error_response.error_code, grpc.StatusCode.UNIMPLEMENTED.value[0])


CASES = {case.__name__: case for case in (health_check, health_watch, reflection)}
