using System.Net.Sockets;
using System.Text;

namespace BackupSh.TestSupport.Wire;

/// <summary>One request and its answer, in the hands of a <see cref="WireFault"/>.</summary>
public sealed class WireExchange
{
    private readonly Socket _client;
    private readonly NetworkStream _stream;
    private readonly WireReader _reader;
    private readonly Uri? _upstream;
    private readonly Action _hanging;
    private bool _continued;
    private bool _received;

    internal WireExchange(Socket client, NetworkStream stream, WireReader reader, WireRequest request, Uri? upstream, Action hanging)
    {
        _client = client;
        _stream = stream;
        _reader = reader;
        _upstream = upstream;
        _hanging = hanging;
        Request = request;
    }

    public WireRequest Request { get; }

    /// <summary>Gets a value indicating whether the connection can take the next request.</summary>
    internal bool IsOpen { get; private set; } = true;

    /// <summary>Receives the rest of the request's body.</summary>
    public async Task ReceiveAsync(CancellationToken cancellationToken)
    {
        if (!_received)
        {
            await ContinueAsync(cancellationToken);
            byte[] rest = Request.DeclaredLength is { } length
                ? await _reader.ReadAsync(length - Request.Body.Length, cancellationToken)
                : await _reader.ReadChunksAsync(cancellationToken);
            Request.Body = (byte[])[.. Request.Body.Span, .. rest];
            _received = Request.Body.Length >= (Request.DeclaredLength ?? 0) ? true : throw new EndOfStreamException("The request was cut short.");
        }
    }

    /// <summary>Receives so much of the request's body, and no more.</summary>
    public async Task ReceiveAsync(long count, CancellationToken cancellationToken)
    {
        if (count > 0)
        {
            await ContinueAsync(cancellationToken);
            Request.Body = await _reader.ReadAsync(count, cancellationToken);
        }
    }

    /// <summary>Sends the server what has been received, if that is not all, and breaks the connection to it.</summary>
    public async Task ForwardHalfAsync(CancellationToken cancellationToken)
    {
        using TcpClient server = await ConnectAsync(cancellationToken);
        await WriteRequestAsync(server.GetStream(), Request.Body, Request.DeclaredLength ?? long.MaxValue, cancellationToken);
        server.Client.LingerState = new LingerOption(true, 0);
    }

    /// <summary>Has the server answer the request.</summary>
    public async Task<WireResponse> ForwardAsync(CancellationToken cancellationToken)
    {
        await ReceiveAsync(cancellationToken);
        if (_upstream is null)
        {
            return new WireResponse(404, "There is no server behind this one.", "text/plain");
        }

        return await ForwardAsync(Request.Body, cancellationToken);
    }

    /// <summary>Has the server answer the request with another body.</summary>
    public async Task<WireResponse> ForwardAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        using TcpClient server = await ConnectAsync(cancellationToken);
        await WriteRequestAsync(server.GetStream(), body, body.Length, cancellationToken);
        return await ReadResponseAsync(new WireReader(server.GetStream()), cancellationToken);
    }

    /// <summary>Sends an answer.</summary>
    public Task SendAsync(WireResponse response, CancellationToken cancellationToken) => SendAsync(response, response.Body.Length, cancellationToken);

    /// <summary>Sends an answer's head and only so much of its body.</summary>
    public async Task SendAsync(WireResponse response, long count, CancellationToken cancellationToken)
    {
        await ReceiveAsync(cancellationToken);
        Request.AnsweredStatus = response.Status;
        ReadOnlyMemory<byte> body = response.IsBodiless || Request.Method == "HEAD" ? default : response.Body[..(int)count];
        await _stream.WriteAsync((byte[])[.. response.Head(), .. body.Span], cancellationToken);
    }

    /// <summary>Sends bytes that no head has announced.</summary>
    public async Task SendMoreAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => await _stream.WriteAsync(bytes, cancellationToken);

    /// <summary>Does nothing until the client or the test gives up.</summary>
    public async Task HangAsync(CancellationToken cancellationToken)
    {
        _hanging();
        await _stream.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, cancellationToken);
        Reset();
    }

    /// <summary>Breaks the connection: the client sees a reset.</summary>
    public void Reset()
    {
        _client.LingerState = new LingerOption(true, 0);
        Close();
    }

    /// <summary>Ends the connection in an orderly way.</summary>
    public void Close()
    {
        IsOpen = false;
        _client.Dispose();
    }

    private async Task ContinueAsync(CancellationToken cancellationToken)
    {
        if (!_continued && Request.Header("Expect") is not null)
        {
            await _stream.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray(), cancellationToken);
        }

        _continued = true;
    }

    private async Task<TcpClient> ConnectAsync(CancellationToken cancellationToken)
    {
        TcpClient server = new() { NoDelay = true };
        await server.ConnectAsync(_upstream!.Host, _upstream.Port, cancellationToken);
        return server;
    }

    private async Task WriteRequestAsync(NetworkStream server, ReadOnlyMemory<byte> body, long declaredLength, CancellationToken cancellationToken)
    {
        // The body goes whole, on a connection of its own: what frames it on the way is the proxy's own business.
        string[] own = ["Expect", "Connection", "Transfer-Encoding", "Content-Length"];
        StringBuilder head = new($"{Request.Method} {Request.Target} HTTP/1.1\r\n");
        foreach ((string name, string value) in Request.Headers.Where(header => !own.Contains(header.Key, StringComparer.OrdinalIgnoreCase)))
        {
            head.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        if (declaredLength > 0 || Request.Header("Content-Length") is not null)
        {
            head.Append("Content-Length: ").Append(declaredLength).Append("\r\n");
        }

        byte[] bytes = Encoding.Latin1.GetBytes(head.Append("Connection: close\r\n\r\n").ToString());
        await server.WriteAsync((byte[])[.. bytes, .. body.Span], cancellationToken);
    }

    private async Task<WireResponse> ReadResponseAsync(WireReader reader, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> lines = await reader.ReadHeadAsync(cancellationToken) ?? throw new EndOfStreamException("The server said nothing.");
        int status = (int)WireText.Number(lines[0].Split(' ')[1]);
        if (status == 100)
        {
            return await ReadResponseAsync(reader, cancellationToken);
        }

        WireResponse response = new(status, ReadOnlyMemory<byte>.Empty) { Headers = WireText.Headers(lines.Skip(1)) };
        if (Request.Method == "HEAD" || status is 204 or 304)
        {
            return Through(response with { IsBodiless = true });
        }

        byte[] body = response.Header("Transfer-Encoding") is not null ? await reader.ReadChunksAsync(cancellationToken)
            : response.Header("Content-Length") is { } length ? await reader.ReadAsync(WireText.Number(length), cancellationToken)
            : await reader.ReadToEndAsync(cancellationToken);
        return Through(response).WithBody(body);
    }

    private static WireResponse Through(WireResponse response)
    {
        string[] own = ["Connection", "Keep-Alive", "Transfer-Encoding"];
        return response with { Headers = [.. response.Headers.Where(header => !own.Contains(header.Key, StringComparer.OrdinalIgnoreCase))] };
    }
}
