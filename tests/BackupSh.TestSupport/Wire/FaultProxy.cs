using System.Net;
using System.Net.Sockets;

namespace BackupSh.TestSupport.Wire;

/// <summary>An HTTP/1.1 proxy in front of a real server, on a free loopback port, that breaks the requests a test names.</summary>
/// <remarks>
/// <para>It works on bytes: it can break a connection at any byte of a request or an answer. Every request is recorded.
/// Bodies are held in memory, so keep them at some MiB. The <c>Host</c> header goes through as it is, so signatures stay right.</para>
/// <code>
/// await using FaultProxy proxy = FaultProxy.Start(server);
/// proxy.On(request => request.Method == "PUT", WireFault.RetryAfter(503, 2));            // the first PUT
/// proxy.On(request => request.Method == "GET", WireFault.CutBody(CutPoint.Middle), skip: 1, times: 2);
/// </code>
/// </remarks>
public sealed class FaultProxy : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Lock _lock = new();
    private readonly List<WireRequest> _requests = [];
    private readonly List<Rule> _rules = [];
    private readonly List<Socket> _clients = [];
    private readonly List<Exception> _failures = [];
    private readonly Uri? _upstream;
    private readonly TimeProvider _time;
    private readonly Task _running;

    private FaultProxy(Uri? upstream, TimeProvider time)
    {
        _upstream = upstream;
        _time = time;
        _listener.Start();
        Endpoint = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _running = AcceptAsync();
    }

    /// <summary>Occurs when a request hangs: the moment to let a time limit pass.</summary>
    public event Action? Hanging;

    public Uri Endpoint { get; }

    /// <summary>Gets all requests so far, in the order in which their heads came.</summary>
    public IReadOnlyList<WireRequest> Requests
    {
        get
        {
            lock (_lock)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>Gets how many requests met a fault.</summary>
    public int FaultCount { get; private set; }

    /// <summary>Starts a proxy.</summary>
    /// <param name="upstream">The server, or null for none: everything is 404, and recorded.</param>
    /// <param name="time">The clock of <see cref="WireRequest.ReceivedAt"/>.</param>
    public static FaultProxy Start(Uri? upstream, TimeProvider? time = null) => new(upstream, time ?? TimeProvider.System);

    /// <summary>Breaks requests. Of several rules that match, the one added first counts until it is used up.</summary>
    /// <param name="match">Which requests. It sees a request's head only.</param>
    /// <param name="fault">What happens to them.</param>
    /// <param name="skip">How many of them go through first.</param>
    /// <param name="times">How many are broken then.</param>
    public void On(Func<WireRequest, bool> match, WireFault fault, int skip = 0, int times = 1)
    {
        lock (_lock)
        {
            _rules.Add(new Rule(match, fault) { Skip = skip, Times = times });
        }
    }

    /// <summary>Forgets the rules and the requests: the same proxy for the next case.</summary>
    public void Reset()
    {
        lock (_lock)
        {
            _rules.Clear();
            _requests.Clear();
            FaultCount = 0;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested)
        {
            return;
        }

        await _stop.CancelAsync();
        _listener.Dispose();
        lock (_lock)
        {
            _clients.ForEach(client => client.Dispose());
        }

        await _running;
        if (_failures.Count > 0)
        {
            throw new AggregateException("The proxy itself failed.", _failures);
        }
    }

    private async Task AcceptAsync()
    {
        List<Task> connections = [];
        try
        {
            while (true)
            {
                Socket client = await _listener.AcceptSocketAsync(_stop.Token);
                client.NoDelay = true;
                lock (_lock)
                {
                    _clients.Add(client);
                }

                connections.Add(ServeAsync(client));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The proxy is being disposed.
        }

        await Task.WhenAll(connections);
    }

    private async Task ServeAsync(Socket client)
    {
        await Task.Yield();
        try
        {
            using NetworkStream stream = new(client, ownsSocket: true);
            WireReader reader = new(stream);
            while (await reader.ReadHeadAsync(_stop.Token) is { } lines)
            {
                WireExchange exchange = new(client, stream, reader, Record(lines), _upstream, () => Hanging?.Invoke());
                await Choose(exchange.Request).PlayAsync(exchange, _stop.Token);
                if (!exchange.IsOpen)
                {
                    return;
                }
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The client or the server went away, as both may at any time: the other side shall see it.
            client.Dispose();
        }
        catch (Exception exception)
        {
            client.Dispose();
            lock (_lock)
            {
                _failures.Add(exception);
            }
        }
    }

    private WireRequest Record(IReadOnlyList<string> lines)
    {
        string[] first = lines[0].Split(' ');
        WireRequest request = new(first[0], first[1], WireText.Headers(lines.Skip(1)), _time.GetUtcNow());
        lock (_lock)
        {
            _requests.Add(request);
        }

        return request;
    }

    private WireFault Choose(WireRequest request)
    {
        lock (_lock)
        {
            foreach (Rule rule in _rules.Where(rule => rule.Times > 0 && rule.Match(request)))
            {
                if (rule.Skip > 0)
                {
                    rule.Skip--;
                    return WireFault.None;
                }

                rule.Times--;
                FaultCount++;
                return rule.Fault;
            }
        }

        return WireFault.None;
    }

    private sealed class Rule(Func<WireRequest, bool> match, WireFault fault)
    {
        internal Func<WireRequest, bool> Match { get; } = match;

        internal WireFault Fault { get; } = fault;

        internal int Skip { get; set; }

        internal int Times { get; set; }
    }
}
