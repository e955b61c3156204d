using System.IO.Compression;
using Grpc.Core;
using Grpc.Net.Compression;

namespace RealtimeGov.Gateway.Grpc;

/// <summary>
/// gzip, as far as a message may be long. The library bounds what arrives, not what it becomes: 4 MiB of gzip can be 4 GiB.
/// </summary>
internal sealed class BoundedGzip(int bytesMax) : ICompressionProvider
{
    public string EncodingName => "gzip";

    public Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel) =>
        new GZipStream(stream, compressionLevel ?? CompressionLevel.Fastest, leaveOpen: true);

    public Stream CreateDecompressionStream(Stream stream) => new Bounded(new GZipStream(stream, CompressionMode.Decompress), bytesMax);

    /// <summary>Read to its end by the library; what is wrong with it is the call's status.</summary>
    private sealed class Bounded(GZipStream plain, int bytesMax) : Stream
    {
        private long read;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => read;
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer)
        {
            try
            {
                var count = plain.Read(buffer);
                read += count;
                return read <= bytesMax ? count
                    : throw Refused(StatusCode.ResourceExhausted, $"a message of {read} bytes is over the limit of {bytesMax}");
            }
            catch (InvalidDataException)
            {
                throw Refused(StatusCode.Internal, "a compressed message is not gzip");
            }
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) plain.Dispose();
            base.Dispose(disposing);
        }

        private static RpcException Refused(StatusCode code, string why) => new(new Status(code, why));
    }
}
