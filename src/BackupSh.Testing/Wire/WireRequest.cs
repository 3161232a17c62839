namespace BackupSh.Testing.Wire;

/// <summary>A request that reached a <see cref="WireServer"/>.</summary>
public sealed class WireRequest
{
    private long _bodyBytes;
    private int _statusCode;

    internal WireRequest(string method, string path, string query, IReadOnlyDictionary<string, string> headers)
    {
        Method = method;
        Path = path;
        Query = query;
        Headers = headers;
    }

    /// <summary>Gets the method, for example <c>PUT</c>.</summary>
    public string Method { get; }

    /// <summary>Gets the path, unescaped, beginning with a slash.</summary>
    public string Path { get; }

    /// <summary>Gets the query as it was sent, with its question mark; empty if there is none.</summary>
    public string Query { get; }

    /// <summary>Gets the headers; names in any case, several values separated by commas.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>Gets how many bytes of the body the server has read so far.</summary>
    public long BodyBytes => Interlocked.Read(ref _bodyBytes);

    /// <summary>Gets the status of the answer, or 0 as long as none has begun to leave, also because the connection broke.</summary>
    public int StatusCode => Volatile.Read(ref _statusCode);

    /// <inheritdoc/>
    public override string ToString() => $"{Method} {Path}{Query}";

    internal void Receive(int bytes) => Interlocked.Add(ref _bodyBytes, bytes);

    internal void AnswerWith(int statusCode) => Volatile.Write(ref _statusCode, statusCode);
}
