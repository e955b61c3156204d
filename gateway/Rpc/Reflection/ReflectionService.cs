using System.Runtime.CompilerServices;
using Google.Protobuf.Reflection;
using RealtimeGov.Protos.Reflection;
using Asked = RealtimeGov.Protos.Reflection.ServerReflectionRequest.MessageRequestOneofCase;
using Question = RealtimeGov.Protos.Reflection.ServerReflectionRequest;

namespace RealtimeGov.Rpc.Reflection;

/// <summary>
/// `grpc.reflection.v1.ServerReflection` over the given services and itself. A file is answered with everything it
/// imports. What is not known is an error_response of NOT_FOUND, and the stream goes on.
/// </summary>
public sealed class ReflectionService
{
    private static readonly ServiceDescriptor Itself = RealtimeGov.Protos.Reflection.ReflectionReflection.Descriptor.Services[0];

    private readonly DescriptorIndex _index;
    private readonly ListServiceResponse _services = new();

    public ReflectionService(params IEnumerable<RpcService> services)
    {
        var descriptors = services.Select(service => service.Descriptor).Append(Itself).ToList();
        _index = new DescriptorIndex(descriptors);
        _services.Service.AddRange(
            descriptors.Select(service => service.FullName).Order(StringComparer.Ordinal).Select(name => new ServiceResponse { Name = name }));
    }

    public RpcService Bind() => new RpcService(Itself)
        .Duplex<Question, ServerReflectionResponse>("ServerReflectionInfo", (questions, _) => Answers(questions));

    private async IAsyncEnumerable<ServerReflectionResponse> Answers(
        IAsyncEnumerable<Question> questions, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await foreach (var question in questions.WithCancellation(cancellation)) yield return Answer(question);
    }

    private ServerReflectionResponse Answer(Question question)
    {
        var answer = new ServerReflectionResponse { ValidHost = question.Host, OriginalRequest = question };
        switch (question.MessageRequestCase)
        {
            case Asked.ListServices:
                answer.ListServicesResponse = _services;
                break;
            case Asked.FileByFilename:
                Put(answer, _index.File(question.FileByFilename), $"file {question.FileByFilename}");
                break;
            case Asked.FileContainingSymbol:
                Put(answer, _index.Symbol(question.FileContainingSymbol), $"symbol {question.FileContainingSymbol}");
                break;
            case Asked.FileContainingExtension:
                var extension = question.FileContainingExtension;
                Put(answer, _index.Extension(extension.ContainingType, extension.ExtensionNumber),
                    $"extension {extension.ExtensionNumber} of {extension.ContainingType}");
                break;
            case Asked.AllExtensionNumbersOfType:
                PutNumbers(answer, question.AllExtensionNumbersOfType);
                break;
            default:
                answer.ErrorResponse = Error(StatusCode.InvalidArgument, "the request asks nothing that is known here");
                break;
        }
        return answer;
    }

    private static void Put(ServerReflectionResponse answer, FileDescriptor? file, string asked)
    {
        if (file is null)
        {
            answer.ErrorResponse = Error(StatusCode.NotFound, $"there is no {asked} here");
            return;
        }
        answer.FileDescriptorResponse = new FileDescriptorResponse();
        answer.FileDescriptorResponse.FileDescriptorProto.AddRange(DescriptorIndex.WithImports(file));
    }

    private void PutNumbers(ServerReflectionResponse answer, string message)
    {
        if (_index.ExtensionNumbers(message) is not { } numbers)
        {
            answer.ErrorResponse = Error(StatusCode.NotFound, $"there is no message {message} here");
            return;
        }
        answer.AllExtensionNumbersResponse = new ExtensionNumberResponse { BaseTypeName = message };
        answer.AllExtensionNumbersResponse.ExtensionNumber.AddRange(numbers);
    }

    private static ErrorResponse Error(StatusCode status, string message) => new() { ErrorCode = (int)status, ErrorMessage = message };
}
