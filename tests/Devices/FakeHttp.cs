using System.Net;
using System.Text;

namespace RealtimeGov.Devices.Tests;

/// <summary>A gateway's HTTP in memory: remembers what was posted, answers as it is told.</summary>
internal sealed class FakeHttp : HttpMessageHandler
{
    public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

    public string Answer { get; set; } = """{"changed":1}""";

    public Exception? Fault { get; set; }

    public List<(string Request, string? Authorization, string Body)> Requests { get; } = [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Fault is not null)
            throw Fault;
        var body = await request.Content!.ReadAsStringAsync(cancellationToken);
        Requests.Add(($"{request.Method} {request.RequestUri}", request.Headers.Authorization?.ToString(), body));
        return new HttpResponseMessage(Status) { Content = new StringContent(Answer, Encoding.UTF8, "application/json") };
    }
}
