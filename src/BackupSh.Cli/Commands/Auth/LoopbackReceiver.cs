using System.Net;
using System.Net.Sockets;
using System.Text;
using BackupSh.Shared;

namespace BackupSh.Cli.Commands.Auth;

/// <summary>Waits on 127.0.0.1 for the browser to bring the code.</summary>
/// <remarks>Whoever asks without the state that was given out gets an error page, and the waiting goes on: so no other page in the
/// browser can push a code of its own in. Source: RFC 8252, 7.3 and 8.9.</remarks>
internal sealed class LoopbackReceiver : IDisposable
{
    // A request of a browser has a few KiB; more is none.
    private const int LongestHead = 64 * 1024;

    private readonly TcpListener _listener;
    private readonly string _service;

    private LoopbackReceiver(TcpListener listener, string service)
    {
        _listener = listener;
        _service = service;
    }

    /// <summary>Gets where the browser must be sent to.</summary>
    internal Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    /// <summary>Starts to listen.</summary>
    /// <param name="port">The port, or 0 for any that is free.</param>
    /// <param name="service">The service's name, for errors.</param>
    /// <exception cref="BackupShException"><c>BSH0764</c>: the port is taken.</exception>
    internal static LoopbackReceiver Listen(int port, string service)
    {
        TcpListener listener = new(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return new LoopbackReceiver(listener, service);
        }
        catch (SocketException exception)
        {
            listener.Dispose();
            throw new BackupShException(ErrorTexts.Error("BSH0764", port, exception.Message), exception);
        }
    }

    public void Dispose() => _listener.Dispose();

    /// <summary>Waits for the code.</summary>
    /// <param name="state">What must come with it.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    /// <exception cref="BackupShException"><c>BSH0762</c>: whoever was asked has refused.</exception>
    internal async Task<string> ReceiveAsync(string state, CancellationToken cancellationToken)
    {
        while (true)
        {
            using TcpClient client = await _listener.AcceptTcpClientAsync(cancellationToken).ConfigureAwait(false);
            Dictionary<string, string> fields;
            try
            {
                fields = await ReadAsync(client.GetStream(), cancellationToken).ConfigureAwait(false);
                bool isOurs = fields.GetValueOrDefault("state") == state;
                string page = isOurs ? "Done. This page can be closed." : "This is not an answer that BackupSh waits for.";
                await AnswerAsync(client.GetStream(), isOurs ? "200 OK" : "400 Bad Request", page, cancellationToken).ConfigureAwait(false);
                if (!isOurs)
                {
                    continue;
                }
            }
            catch (IOException)
            {
                continue; // a browser that opens a connection and thinks better of it
            }

            return fields.TryGetValue("code", out string? code)
                ? code
                : throw new BackupShException(ErrorTexts.Error("BSH0762", _service, fields.GetValueOrDefault("error") ?? "no code came back"));
        }
    }

    private static async Task<Dictionary<string, string>> ReadAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        StringBuilder head = new();
        byte[] buffer = new byte[4096];
        int read;
        while (!head.ToString().Contains("\r\n\r\n", StringComparison.Ordinal)
            && head.Length < LongestHead
            && (read = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            head.Append(Encoding.ASCII.GetString(buffer, 0, read));
        }

        string[] words = head.ToString().Split(' ', 3);
        int query = words.Length > 1 ? words[1].IndexOf('?', StringComparison.Ordinal) : -1;
        Dictionary<string, string> fields = new(StringComparer.Ordinal);
        foreach (string pair in query < 0 ? [] : words[1][(query + 1)..].Split('&'))
        {
            string[] parts = pair.Split('=', 2);
            fields[parts[0]] = parts.Length > 1 ? Uri.UnescapeDataString(parts[1].Replace('+', ' ')) : "";
        }

        return fields;
    }

    private static async Task AnswerAsync(NetworkStream stream, string status, string text, CancellationToken cancellationToken)
    {
        // The address with the code must not go on to other pages, nor into a cache.
        string answer = $"HTTP/1.1 {status}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {Encoding.UTF8.GetByteCount(text)}\r\n"
            + $"Referrer-Policy: no-referrer\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n{text}";
        await stream.WriteAsync(Encoding.UTF8.GetBytes(answer), cancellationToken).ConfigureAwait(false);
    }
}
