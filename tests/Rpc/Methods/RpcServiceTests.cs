using RealtimeGov.Interop.Protos;

namespace RealtimeGov.Rpc.Tests.Methods;

public sealed class RpcServiceTests
{
    private readonly RpcService _service = new(TestReflection.Descriptor.Services[0]);

    [Fact]
    public void A_bound_method_knows_its_path_shape_and_messages()
    {
        _service.ClientStreaming<StreamingInputCallRequest, StreamingInputCallResponse>(
            "StreamingInputCall", (_, _) => Task.FromResult(new StreamingInputCallResponse()));
        var method = Assert.IsType<ClientStreamingMethod<StreamingInputCallRequest, StreamingInputCallResponse>>(Assert.Single(_service.Methods));
        Assert.Equal(("/grpc.testing.TestService/StreamingInputCall", MethodShape.ClientStreaming), (method.FullName, method.Shape));
    }

    [Fact]
    public void A_method_that_the_proto_lacks_is_refused() =>
        AssertRefused("grpc.testing.TestService has no method 'Missing'", () => BindEmpty("Missing"));

    [Fact]
    public void A_method_of_another_shape_is_refused() =>
        AssertRefused("grpc.testing.TestService.FullDuplexCall is Duplex, not Unary", () => BindEmpty("FullDuplexCall"));

    [Fact]
    public void A_method_with_other_messages_is_refused() =>
        AssertRefused("grpc.testing.SimpleRequest is SimpleRequest, not Empty", () => BindEmpty("UnaryCall"));

    [Fact]
    public void A_method_is_bound_once()
    {
        BindEmpty("EmptyCall");
        AssertRefused("grpc.testing.TestService.EmptyCall is bound already", () => BindEmpty("EmptyCall"));
    }

    [Fact]
    public void A_handler_is_needed() =>
        Assert.Throws<ArgumentNullException>(() => _service.Unary<Empty, Empty>("EmptyCall", null!));

    private void BindEmpty(string method) => _service.Unary<Empty, Empty>(method, (request, _) => Task.FromResult(request));

    private static void AssertRefused(string reason, Action bind) => Assert.StartsWith(reason, Assert.Throws<ArgumentException>(bind).Message);
}
