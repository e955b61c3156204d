using RealtimeGov.Gateway.Field;
using RealtimeGov.Gateway.Identity;

namespace RealtimeGov.Gateway.Open311;

/// <summary>Where an endpoint of GeoReport takes its requests from and brings them to: the town, or for tests nothing but memory.</summary>
internal interface IRequestDesk
{
    /// <exception cref="Api.ApiException">It is not taken: nothing has changed, or nobody knows and the same may be sent again.</exception>
    Task<Created> Create(ForeignReport sent, Caller service, bool asToken, CancellationToken cancellation);

    /// <param name="service">Whose reports are told in full; null for whoever shows no key.</param>
    Task<IReadOnlyList<ServiceRequest>> List(RequestQuery query, Caller? service, CancellationToken cancellation);

    /// <summary>The id behind a token; empty while it is not known. Null of what can be no token.</summary>
    Task<string?> IdOf(string token, CancellationToken cancellation);

    /// <summary>The oldest first.</summary>
    Task<IReadOnlyList<RequestUpdate>> Updates(long fromUs, long beforeUs, bool isEnglish, CancellationToken cancellation);

    /// <summary>Words that the reporter adds. The same id a second time changes nothing.</summary>
    /// <param name="id">Of the update, derived.</param>
    /// <exception cref="Api.ApiException">It is not taken.</exception>
    Task Add(Guid id, string requestId, IReadOnlyList<string> words, Caller service, CancellationToken cancellation);
}

/// <param name="IsToken">The id is not told yet; what is told is where to ask for it.</param>
internal sealed record Created(string Id, bool IsToken = false);
