namespace RealtimeGov.Domain.Photos;

/// <summary>The file is no photo that is taken. The only exception that arbitrary bytes can cause.</summary>
/// <param name="code">One of <see cref="PhotoFaults"/>.</param>
/// <param name="detail">For people who look for the fault in the file: what was wrong. None of the file's own content.</param>
public sealed class PhotoException(string code, string detail) : Exception(detail)
{
    public string Code { get; } = code;
}
