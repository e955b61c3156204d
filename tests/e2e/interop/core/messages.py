"""The protos as the server's own descriptors tell them: Debian has no compiler of protos for Python beside gRPC's core."""

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory


class Messages:
    """Message classes by full name, and stubs of methods."""

    def __init__(self, path):
        described = descriptor_pb2.FileDescriptorSet()
        with open(path, "rb") as file:
            described.ParseFromString(file.read())
        self.files = list(described.file)
        self._pool = descriptor_pool.DescriptorPool()
        self._factory = message_factory.MessageFactory(self._pool)
        for file in described.file:
            self._pool.Add(file)

    def __call__(self, name, **fields):
        return self.type(name)(**fields)

    def type(self, name):
        return self._factory.GetPrototype(self._pool.FindMessageTypeByName(name))

    def stub(self, channel, service, method):
        """A callable of grpc's, of the shape that the proto declares."""
        found = self._pool.FindServiceByName(service).FindMethodByName(method)
        shape = descriptor_pb2.MethodDescriptorProto()
        found.CopyToProto(shape)
        kind = "_".join("stream" if streams else "unary" for streams in (shape.client_streaming, shape.server_streaming))
        return getattr(channel, kind)(
            f"/{service}/{method}",
            request_serializer=self.type(found.input_type.full_name).SerializeToString,
            response_deserializer=self.type(found.output_type.full_name).FromString,
        )
