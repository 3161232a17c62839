using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace BackupSh.Testing.Wire;

/// <summary>A server on a free port of 127.0.0.1, inside the test's process: the host of fakes that speak a storage's protocol.</summary>
/// <remarks>
/// <para>It records every request, and fails, hangs or lies where a test says so. A script reads like a sentence:</para>
/// <code>
/// server.On("/2/files/upload").Call(2).AtRequestByte(1024).Reset()
///     .On("/2/files/upload").AfterIsApplied().Reset()
///     .On(request => request.Method == "GET").First(2).Answer(503, retryAfter: "3");
/// </code>
/// <para>Requests that no fault is meant for are answered as they are. If several faults are meant for one request, they act
/// in the order in which they were written. Safe for concurrent requests; the script is written before them. HTTP/1.1.</para>
/// </remarks>
public sealed class WireServer : IAsyncDisposable
{
    // Not disposed of: a request may still link to it, and it has no timer.
#pragma warning disable CA2213
    private readonly CancellationTokenSource _closing = new();
#pragma warning restore CA2213
    private readonly List<WireFault> _faults = [];
    private readonly List<WireRequest> _requests = [];
    private readonly List<Exception> _failures = [];
    private readonly RequestDelegate _answer;
    private readonly WireServerOptions _options;
    private readonly WebApplication _application;

    private WireServer(RequestDelegate answer, WireServerOptions options)
    {
        _answer = answer;
        _options = options;
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(Configure);

        // A flush then waits until the bytes have left: a reset would overtake them otherwise.
        builder.WebHost.UseSockets(static sockets => sockets.MaxWriteBufferSize = 1);
        builder.WebHost.UseShutdownTimeout(TimeSpan.Zero);
        _application = builder.Build();
        _application.Run(AnswerAsync);
    }

    /// <summary>Gets where it listens, for example <c>http://127.0.0.1:40123/</c>.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1/");

    /// <summary>Gets the requests so far in the order of their arrival, the failed ones too: a copy.</summary>
    public IReadOnlyList<WireRequest> Requests
    {
        get
        {
            lock (_requests)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>Gets what the fake itself has thrown: always empty, unless the fake is wrong. A copy.</summary>
    public IReadOnlyList<Exception> Failures
    {
        get
        {
            lock (_failures)
            {
                return [.. _failures];
            }
        }
    }

    /// <summary>Starts a server.</summary>
    /// <param name="answer">Answers a request. What it throws is kept in <see cref="Failures"/>, and answered with 500.</param>
    /// <param name="options">How it speaks; <see langword="null"/> for http.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <returns>The server, which stops when it is disposed of.</returns>
    public static async Task<WireServer> StartAsync(
        RequestDelegate answer, WireServerOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(answer);
        WireServer server = new(answer, options ?? new WireServerOptions());
        await server._application.StartAsync(cancellationToken).ConfigureAwait(false);
        IServerAddressesFeature addresses = server._application.Services.GetRequiredService<IServer>().Features
            .GetRequiredFeature<IServerAddressesFeature>();
        server.Address = new Uri(addresses.Addresses.Single());
        return server;
    }

    /// <summary>Starts to write a fault that is meant for every request.</summary>
    /// <returns>The fault, to be finished by one of its verbs (<see cref="WireFault.Reset"/>, …).</returns>
    public WireFault On() => On(static _ => true);

    /// <summary>Starts to write a fault that is meant for the requests of a path.</summary>
    /// <param name="path">The path, unescaped, with its leading slash.</param>
    /// <returns>The fault, to be finished by one of its verbs (<see cref="WireFault.Reset"/>, …).</returns>
    public WireFault On(string path) => On(request => request.Path == path);

    /// <summary>Starts to write a fault.</summary>
    /// <param name="isMeant">Tells of a request whether the fault is meant for it, before its body is read.</param>
    /// <returns>The fault, to be finished by one of its verbs (<see cref="WireFault.Reset"/>, …).</returns>
    public WireFault On(Func<WireRequest, bool> isMeant)
    {
        ArgumentNullException.ThrowIfNull(isMeant);
        return new WireFault(this, isMeant);
    }

    /// <summary>Forgets all faults: from now on everything works. The recorded requests stay.</summary>
    public void Heal()
    {
        lock (_faults)
        {
            _faults.Clear();
        }
    }

    /// <summary>Stops it: open connections are reset.</summary>
    /// <returns>A task that ends when the port is free.</returns>
    public async ValueTask DisposeAsync()
    {
        if (!_closing.IsCancellationRequested)
        {
            await _closing.CancelAsync().ConfigureAwait(false);
            await _application.DisposeAsync().ConfigureAwait(false);
        }
    }

    internal WireServer Add(WireFault fault)
    {
        lock (_faults)
        {
            _faults.Add(fault);
        }

        return this;
    }

    private void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            // One request at a time on a connection: what a fault cuts is then this request, and no other.
            listen.Protocols = HttpProtocols.Http1;
            if (_options.Certificate is { } certificate)
            {
                listen.UseHttps(certificate);
            }
        });
    }

    private async Task AnswerAsync(HttpContext context)
    {
        context.Response.Headers.Date = _options.TimeProvider.GetUtcNow().ToString("R", null);
        WireRequest request = WireSecrets.Record(context.Request, _options.RecordsSecrets);
        List<WireFault> faults = Record(request);
        context.Response.OnStarting(() =>
        {
            request.AnswerWith(context.Items.ContainsKey(WireFault.ResetMark) ? 0 : context.Response.StatusCode);
            return Task.CompletedTask;
        });
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _closing.Token);
        try
        {
            await new WireExchange(context, request, faults).RunAsync(_answer, ending.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is WireStruckException or ConnectionResetException or ConnectionAbortedException or Microsoft.AspNetCore.Http.BadHttpRequestException || ending.IsCancellationRequested)
        {
            // The connection is gone, because the script, the client or the end of the test wanted it: nobody is left to tell.
            context.Abort();
        }
        catch (Exception exception)
        {
            Fail(context, exception);
        }
    }

    private List<WireFault> Record(WireRequest request)
    {
        lock (_requests)
        {
            _requests.Add(request);
        }

        lock (_faults)
        {
            return [.. _faults.Where(fault => fault.IsMeantFor(request))];
        }
    }

    private void Fail(HttpContext context, Exception exception)
    {
        lock (_failures)
        {
            _failures.Add(exception);
        }

        if (context.Response.HasStarted)
        {
            context.Abort();
        }
        else
        {
            context.Response.Clear();
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
    }
}
