using System.Net;
using System.Net.Sockets;
using System.Text;

namespace BackupSh.TestSupport.Wire;

/// <summary>A proxy that leads named hosts to ports of 127.0.0.1, and everything else nowhere.</summary>
/// <remarks>A client keeps the addresses that it has in production: <c>HTTPS_PROXY</c> sends it here. So nothing can leave this
/// machine, and what is tested is what is shipped.</remarks>
public sealed class ConnectProxy : IAsyncDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly IReadOnlyDictionary<string, int> _ports;
    private readonly List<string> _refused = [];
    private readonly Task _accepting;

    private ConnectProxy(IReadOnlyDictionary<string, int> ports)
    {
        _ports = ports;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>What <c>HTTPS_PROXY</c> must be.</summary>
    public Uri Address => new($"http://{_listener.LocalEndpoint}");

    /// <summary>The hosts that somebody wanted to reach, and did not.</summary>
    public IReadOnlyList<string> Refused
    {
        get
        {
            lock (_refused)
            {
                return [.. _refused];
            }
        }
    }

    /// <summary>Starts a proxy that leads all of some hosts to one port.</summary>
    public static ConnectProxy To(Uri server, params string[] hosts) =>
        new(hosts.ToDictionary(host => host, _ => server.Port, StringComparer.OrdinalIgnoreCase));

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Stop();
        await _accepting;
        _closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> tunnels = [];
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(_closing.Token);
                tunnels.Add(ServeAsync(client));
            }
        }
        catch (Exception) when (_closing.IsCancellationRequested)
        {
            // The proxy is disposed of: its tunnels end by the same token.
        }

        await Task.WhenAll(tunnels);
    }

    private async Task ServeAsync(TcpClient client)
    {
        using TcpClient _ = client;
        try
        {
            NetworkStream inward = client.GetStream();
            string host = await ReadHostAsync(inward);
            if (!_ports.TryGetValue(host, out int port))
            {
                lock (_refused)
                {
                    _refused.Add(host);
                }

                await inward.WriteAsync("HTTP/1.1 502 Not mapped\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), _closing.Token);
                return;
            }

            using TcpClient server = new();
            await server.ConnectAsync(IPAddress.Loopback, port, _closing.Token);
            await inward.WriteAsync("HTTP/1.1 200 Connected\r\n\r\n"u8.ToArray(), _closing.Token);
            NetworkStream outward = server.GetStream();
            Task up = inward.CopyToAsync(outward, _closing.Token);
            Task down = outward.CopyToAsync(inward, _closing.Token);
            await Task.WhenAny(up, down);
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
        {
            // Either end has gone: so does the tunnel.
        }
    }

    /// <summary>Reads the head of a request byte by byte, so that nothing of what follows it is taken.</summary>
    private async Task<string> ReadHostAsync(NetworkStream stream)
    {
        StringBuilder head = new();
        byte[] next = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(next, _closing.Token);
            head.Append((char)next[0]);
        }

        string[] words = head.ToString().Split(' ', 3);
        return words[0] == "CONNECT" ? words[1].Split(':')[0] : words[1];
    }
}
