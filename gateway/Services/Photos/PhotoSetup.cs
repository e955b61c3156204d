using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using RealtimeGov.Gateway.Photos.Retention;
using RealtimeGov.Gateway.Photos.Storage;
using RealtimeGov.Gateway.Photos.Upload;
using RealtimeGov.Gateway.Receipts;

namespace RealtimeGov.Gateway.Photos;

/// <summary>What a host adds to take and serve photos; TimeProvider and the device gate are there already.</summary>
public static class PhotoSetup
{
    public static IServiceCollection AddPhotos(this IServiceCollection services, PhotoOptions options)
    {
        services.AddSingleton(options).AddSingleton(new PhotoFolder(options.Folder));
        services.AddSingleton<PhotoStore>().AddSingleton<RecordedPhotos>().AddSingleton<IncomingPhotos>().AddSingleton<PhotoUploads>().AddSingleton<PhotoCollector>();
        return services.AddHostedService<CollectorClock>().AddHostedService<ErasedPhotosClock>();
    }

    /// <summary>Serves photos where the host has added them.</summary>
    public static void MapPhotos(this IEndpointRouteBuilder routes)
    {
        if (routes.ServiceProvider.GetService<PhotoStore>() is not { } store) return;
        routes.MapPhotos(store);
        routes.MapPublicPhotos(store);
        var uploads = routes.ServiceProvider.GetRequiredService<PhotoUploads>();
        routes.MapPhotoUpload(uploads);
        routes.MapContractorPhotos(uploads);
    }
}
