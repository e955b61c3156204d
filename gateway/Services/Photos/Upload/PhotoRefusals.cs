using Grpc.Core;
using RealtimeGov.Domain.Photos;

namespace RealtimeGov.Gateway.Photos.Upload;

/// <summary>
/// How uploads are refused: a status that says whether to send again, and a message that begins with a code.
/// docs/contracts/photos.md lists them in both languages.
/// </summary>
internal static class PhotoRefusals
{
    public static RpcException IdMalformed() => Wrong("photo_id_malformed", "the photo id is no lower-case hexadecimal SHA-256");

    public static RpcException HeaderMissing() => Wrong("photo_header_missing", "the first message of an upload must be its header");

    public static RpcException HeaderRepeated() => Wrong("photo_header_repeated", "an upload has one header; bytes are due");

    public static RpcException ChunkEmpty() => Wrong("photo_chunk_empty", "a message without bytes");

    public static RpcException ChunkTooLarge(int bytes) =>
        Wrong("photo_chunk_too_large", $"a message holds {bytes} bytes; at most {PhotoUploads.ChunkBytesMax} are taken");

    public static RpcException BytesOver(ulong total) => Wrong("photo_bytes_over", $"more bytes came than the {total} that the header told");

    public static RpcException OffsetBeyondEnd(ulong offset, ulong total) =>
        Wrong("photo_offset_wrong", $"the offset {offset} is beyond the {total} bytes of the photo");

    public static RpcException OffsetNotHeld(ulong offset, long held) => Of(StatusCode.FailedPrecondition,
        "photo_offset_wrong", $"the upload begins at byte {offset}, and {held} bytes are held; go on from there");

    public static RpcException Incomplete(long held, ulong total) => Of(StatusCode.FailedPrecondition,
        "photo_incomplete", $"the upload ended after {held} of {total} bytes; they are kept, go on from there");

    public static RpcException HashWrong() => Wrong("photo_hash_wrong", "the bytes do not have this SHA-256");

    public static RpcException ResumeWrong() => Of(StatusCode.Aborted,
        "photo_resume_wrong", "together with what was held before, the bytes do not have this SHA-256; it is dropped, begin at byte 0");

    public static RpcException Silent(long held) => Of(StatusCode.Aborted,
        "photo_silent", $"nothing came for too long; {held} bytes are kept, go on from there");

    public static RpcException Busy() => Of(StatusCode.Unavailable, "photos_busy", "too many uploads at once; try again in a moment");

    public static RpcException NoSpace() => Of(StatusCode.ResourceExhausted, "photo_no_space", "the server's disk is nearly full; try again later");

    public static RpcException NotStored(Exception cause) =>
        Of(StatusCode.Unavailable, "photo_not_stored", "the server's disk refused; try again later", cause);

    public static RpcException NoPhoto(PhotoException fault) => Of(StatusCode.InvalidArgument, fault.Code, fault.Message, fault);

    private static RpcException Wrong(string code, string text) => Of(StatusCode.InvalidArgument, code, text);

    private static RpcException Of(StatusCode status, string code, string text, Exception? cause = null) =>
        new(new Status(status, $"{code}: {text}", cause));
}
