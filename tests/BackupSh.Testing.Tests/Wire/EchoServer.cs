using System.Net;
using System.Text;
using BackupSh.TestSupport.Wire;

namespace BackupSh.Testing.Tests.Wire;

/// <summary>A server that stores what it gets and gives it back: another proxy, whose every answer is scripted.</summary>
internal sealed class EchoServer : IAsyncDisposable
{
    private readonly FaultProxy _server = FaultProxy.Start(upstream: null);
    private readonly Dictionary<string, byte[]> _stored = [];

    internal EchoServer() => _server.On(_ => true, new WireFault("echo", AnswerAsync), times: int.MaxValue);

    internal Uri Endpoint => _server.Endpoint;

    internal IReadOnlyList<WireRequest> Requests => _server.Requests;

    internal IReadOnlyDictionary<string, byte[]> Stored => _stored;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(WireExchange exchange, CancellationToken cancellationToken)
    {
        await exchange.ReceiveAsync(cancellationToken);
        WireRequest request = exchange.Request;
        if (request.Method == "PUT")
        {
            _stored[request.Path] = request.Body.ToArray();
            await exchange.SendAsync(new WireResponse((int)HttpStatusCode.OK), cancellationToken);
            return;
        }

        byte[] body = _stored.GetValueOrDefault(request.Path) ?? Encoding.UTF8.GetBytes(request.ToString());
        await exchange.SendAsync(new WireResponse((int)HttpStatusCode.OK, body).With("X-Echo", request.Header("X-Echo") ?? ""), cancellationToken);
    }
}
