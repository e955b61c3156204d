using System.IO.Compression;
using Grpc.Net.Compression;
using Core = Grpc.Core;

namespace RealtimeGov.Rpc.AspNetCore.Calls;

/// <summary>
/// gzip, as far as a message may be long. The library bounds what arrives, not what it becomes: 4 MiB of gzip can be 4 GiB.
/// </summary>
internal sealed class BoundedGzip(ServedMethods served) : ICompressionProvider
{
    public string EncodingName => "gzip";

    public Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel) =>
        new GZipStream(stream, compressionLevel ?? CompressionLevel.Fastest, leaveOpen: true);

    public Stream CreateDecompressionStream(Stream stream)
    {
        CompressionMark.Set();
        return new Bounded(new GZipStream(stream, CompressionMode.Decompress), served.Server.Options.MaxReceiveMessageBytes);
    }

    /// <summary>Read to its end by the library; what is wrong with it is the call's status.</summary>
    private sealed class Bounded(GZipStream plain, int maxBytes) : Stream
    {
        private long _read;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => _read;
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer)
        {
            try
            {
                var read = plain.Read(buffer);
                _read += read;
                return _read <= maxBytes ? read
                    : throw Refused(Core.StatusCode.ResourceExhausted, $"a message of {_read} bytes is over the limit of {maxBytes}");
            }
            catch (InvalidDataException)
            {
                throw Refused(Core.StatusCode.Internal, "a compressed message is not gzip");
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

        private static Core.RpcException Refused(Core.StatusCode code, string why) => new(new Core.Status(code, why));
    }
}
