namespace RealtimeGov.Gateway.Api;

/// <summary>What `/api/v1/about` says of this server.</summary>
/// <param name="Version">Of the program.</param>
/// <param name="Engine">`orleans`.</param>
/// <param name="Store">`sqlite` or `postgres`.</param>
/// <param name="Grpc">The gRPC stack: `aspnetcore`.</param>
/// <param name="Demo">The town is simulated, and screens say so.</param>
/// <param name="Open">No device token is asked for.</param>
/// <param name="Residents">People without an account may report.</param>
/// <param name="Now">The server's clock, when it is asked.</param>
public sealed record AboutServer(
    string Product, string Version, string Engine, string Store, string Grpc, bool Demo, bool Open, int AcceptLateDays, bool Residents = false, string Now = "");
