using Google.Protobuf.Reflection;
using RealtimeGov.Protos;
using RealtimeGov.Protos.Reflection;
using RealtimeGov.Rpc.Reflection;
using RealtimeGov.Rpc.Tests.Servers;
using Answer = RealtimeGov.Protos.Reflection.ServerReflectionResponse;
using Question = RealtimeGov.Protos.Reflection.ServerReflectionRequest;

namespace RealtimeGov.Rpc.Tests.Reflection;

public sealed class ReflectionServiceTests : IAsyncLifetime
{
    private const string FieldProto = "realtimegov/v1/field.proto";

    private static readonly MethodDescriptor Info = ReflectionReflection.Descriptor.Services[0].Methods[0];

    private TestServer _server = null!;

    public async Task InitializeAsync() =>
        _server = await TestServer.Start(new ReflectionService(new RpcService(FieldReflection.Descriptor.Services[0])).Bind());

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Every_question_gets_its_answer_in_order()
    {
        Question[] questions = [new() { Host = "x", ListServices = "" }, new() { FileByFilename = "none" }, new() { ListServices = "*" }];
        var answers = await Ask(questions);
        Assert.Equal(questions, answers.Select(answer => answer.OriginalRequest));
        Assert.Equal("x", answers[0].ValidHost);
        Assert.Equal(
            ["grpc.reflection.v1.ServerReflection", "realtimegov.v1.FieldGateway"],
            answers[2].ListServicesResponse.Service.Select(service => service.Name));
    }

    [Theory]
    [InlineData("realtimegov.v1.FieldGateway")]
    [InlineData("realtimegov.v1.FieldGateway.SubmitReport")]
    [InlineData("realtimegov.v1.Report")]
    [InlineData("realtimegov.v1.Report.report_id")]
    [InlineData("realtimegov.v1.Outcome")]
    public async Task A_symbol_is_answered_with_its_file_and_what_it_imports(string symbol) =>
        Assert.Equal([FieldProto, "google/protobuf/timestamp.proto"], Files(await Ask(new Question { FileContainingSymbol = symbol })));

    [Theory]
    [InlineData(FieldProto, FieldProto, "google/protobuf/timestamp.proto")]
    [InlineData("google/protobuf/timestamp.proto", "google/protobuf/timestamp.proto")]
    public async Task A_file_is_found_by_name_imports_too(string name, params string[] files) =>
        Assert.Equal(files, Files(await Ask(new Question { FileByFilename = name })));

    [Theory]
    [MemberData(nameof(Unknown))]
    public async Task What_is_not_known_is_NOT_FOUND(Question question, string message)
    {
        var error = (await Ask(question)).Single().ErrorResponse;
        Assert.Equal(((int)StatusCode.NotFound, message), (error.ErrorCode, error.ErrorMessage));
    }

    public static TheoryData<Question, string> Unknown => new()
    {
        { new Question { FileByFilename = "a.proto" }, "there is no file a.proto here" },
        { new Question { FileContainingSymbol = "realtimegov.v1" }, "there is no symbol realtimegov.v1 here" },
        { new Question { AllExtensionNumbersOfType = "a.B" }, "there is no message a.B here" },
        {
            new Question { FileContainingExtension = new ExtensionRequest { ContainingType = "realtimegov.v1.Report", ExtensionNumber = 7 } },
            "there is no extension 7 of realtimegov.v1.Report here"
        },
    };

    [Fact]
    public async Task A_message_without_extensions_has_none()
    {
        var numbers = (await Ask(new Question { AllExtensionNumbersOfType = "realtimegov.v1.Report" })).Single().AllExtensionNumbersResponse;
        Assert.Equal("realtimegov.v1.Report", numbers.BaseTypeName);
        Assert.Empty(numbers.ExtensionNumber);
    }

    [Fact]
    public async Task No_question_is_INVALID_ARGUMENT() =>
        Assert.Equal((int)StatusCode.InvalidArgument, (await Ask(new Question())).Single().ErrorResponse.ErrorCode);

    private static IEnumerable<string> Files(IReadOnlyList<Answer> answers) =>
        answers.Single().FileDescriptorResponse.FileDescriptorProto.Select(file => FileDescriptorProto.Parser.ParseFrom(file).Name);

    private async Task<IReadOnlyList<Answer>> Ask(params Question[] questions)
    {
        await using var call = _server.Channel.Duplex<Question, Answer>(Info);
        foreach (var question in questions) await call.Write(question);
        await call.CompleteWrites();
        var answers = new List<Answer>();
        await foreach (var answer in call.Responses()) answers.Add(answer);
        return answers;
    }
}
