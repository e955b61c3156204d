using System.Net;
using System.Text;

namespace RealtimeGov.Devices.Tests;

/// <summary>A gateway's HTTP in memory: remembers what was posted, answers as it is told.</summary>
internal sealed class FakeHttp : HttpMessageHandler
{
    public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

    public string Answer { get; set; } = """{"changed":1}""";

    /// <summary>Answers to GET, by path.</summary>
    public Dictionary<string, string> Answers { get; } = [];

    public Exception? Fault { get; set; }

    public List<(string Request, string? Authorization, string Body)> Requests { get; } = [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Fault is not null)
            throw Fault;
        var body = request.Content is { } content ? await content.ReadAsStringAsync(cancellationToken) : "";
        Requests.Add(($"{request.Method} {request.RequestUri}", request.Headers.Authorization?.ToString(), body));
        var answer = request.Method == HttpMethod.Get ? Answers[request.RequestUri!.AbsolutePath] : Answer;
        return new HttpResponseMessage(Status) { Content = new StringContent(answer, Encoding.UTF8, "application/json") };
    }
}
