namespace BackupSh.TestSupport.Wire;

/// <summary>A request as it came over the wire.</summary>
public sealed class WireRequest
{
    internal WireRequest(string method, string target, IReadOnlyList<KeyValuePair<string, string>> headers, DateTimeOffset receivedAt)
    {
        Method = method;
        Target = target;
        Headers = headers;
        ReceivedAt = receivedAt;
        string[] parts = target.Split('?', 2);
        Path = Uri.UnescapeDataString(parts[0]);
        Query = (parts.Length > 1 ? parts[1] : "").Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .GroupBy(pair => Uri.UnescapeDataString(pair[0]), StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => Uri.UnescapeDataString(group.First().ElementAtOrDefault(1) ?? ""), StringComparer.Ordinal);
    }

    public string Method { get; }

    /// <summary>Gets path and query as they were sent.</summary>
    public string Target { get; }

    /// <summary>Gets the path, unescaped.</summary>
    public string Path { get; }

    /// <summary>Gets the query, unescaped; a key without value has an empty one.</summary>
    public IReadOnlyDictionary<string, string> Query { get; }

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; }

    /// <summary>Gets when its head had arrived, by the proxy's clock.</summary>
    public DateTimeOffset ReceivedAt { get; }

    /// <summary>Gets what of its body has arrived, without the framing of chunks.</summary>
    public ReadOnlyMemory<byte> Body { get; internal set; }

    /// <summary>Gets the status that was sent in answer, or 0 if there was none.</summary>
    public int AnsweredStatus { get; internal set; }

    /// <summary>Gets the length that the head declares: 0 without a body, null in chunks.</summary>
    public long? DeclaredLength =>
        Header("Transfer-Encoding") is { } encoding && encoding.Contains("chunked", StringComparison.OrdinalIgnoreCase) ? null
        : Header("Content-Length") is { } length ? WireText.Number(length)
        : 0;

    /// <summary>Returns a header's value, or null.</summary>
    public string? Header(string name) => WireText.Find(Headers, name);

    public override string ToString() => $"{Method} {Target}";
}
