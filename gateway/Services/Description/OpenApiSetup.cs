using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Identity;

namespace RealtimeGov.Gateway.Description;

/// <summary>`/api/v1/openapi.json`: every call of the API, made from the endpoints themselves, with who may.</summary>
public static class OpenApiSetup
{
    private const string Document = "v1", Bearer = "bearer";

    public static IServiceCollection AddDescription(this IServiceCollection services) => services.AddOpenApi(Document, options =>
    {
        options.ShouldInclude = call => call.RelativePath?.StartsWith(ApiSetup.Prefix[1..], StringComparison.Ordinal) == true;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo { Title = "RealtimeGov", Version = Document };
            document.Servers?.Clear(); // whoever reads it knows where it came from
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
            document.Components.SecuritySchemes[Bearer] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = Bearer };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(Describe);
    });

    public static void MapDescription(this IEndpointRouteBuilder routes) => routes.MapOpenApi($"{ApiSetup.Prefix}/openapi.json").OpenToAll();

    private static Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        operation.Responses ??= new OpenApiResponses();
        operation.Responses.TryAdd("default", new OpenApiResponse { Description = "Refused: {\"error\": {\"code\", \"message\", \"messageZh\"}}; nothing has changed." });
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<EndpointAccess>().LastOrDefault() is not { IsPublic: false } access) return Task.CompletedTask;
        operation.Description = access.AnyOf.Count == 0 ? "For whoever is signed in." : $"Needs {string.Join(" or ", access.AnyOf)}.";
        operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, context.Document)] = [] }];
        return Task.CompletedTask;
    }
}
