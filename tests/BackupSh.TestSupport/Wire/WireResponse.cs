using System.Text;

namespace BackupSh.TestSupport.Wire;

/// <summary>An answer, whole. Its length is declared as what it is, unless a header says otherwise.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Body">The body, without the framing of chunks.</param>
public sealed record WireResponse(int Status, ReadOnlyMemory<byte> Body)
{
    public WireResponse(int status, string body = "", string contentType = "application/xml")
        : this(status, Encoding.UTF8.GetBytes(body)) => Headers = [new("Content-Type", contentType)];

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Gets a value indicating whether no body follows whatever the head says: an answer to HEAD, 204, 304.</summary>
    public bool IsBodiless { get; init; }

    public string Text => Encoding.UTF8.GetString(Body.Span);

    public string? Header(string name) => WireText.Find(Headers, name);

    /// <summary>Returns the answer with a header in the place of those of the same name.</summary>
    public WireResponse With(string name, string value) =>
        this with { Headers = [.. Headers.Where(header => !header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)), new(name, value)] };

    /// <summary>Returns the answer with another body, and a length that fits it.</summary>
    public WireResponse WithBody(ReadOnlyMemory<byte> body) => (this with { Body = body }).With("Content-Length", $"{body.Length}");

    internal byte[] Head()
    {
        StringBuilder text = new($"HTTP/1.1 {Status} {(Status < 300 ? "OK" : "Answer")}\r\n");
        foreach ((string name, string value) in Headers)
        {
            text.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        if (Header("Content-Length") is null && !IsBodiless)
        {
            text.Append("Content-Length: ").Append(Body.Length).Append("\r\n");
        }

        return Encoding.Latin1.GetBytes(text.Append("\r\n").ToString());
    }
}
