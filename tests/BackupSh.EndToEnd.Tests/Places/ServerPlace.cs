using BackupSh.TestSupport.Wire;

namespace BackupSh.EndToEnd.Tests.Places;

/// <summary>A place on a server, with something between that can keep everybody away.</summary>
internal abstract class ServerPlace(string name, Uri server) : StoragePlace(name)
{
    private readonly FaultProxy _proxy = FaultProxy.Start(server);

    /// <summary>Gets where the storage reaches the server.</summary>
    private protected Uri Endpoint => _proxy.Endpoint;

    internal override void TakeDown() => _proxy.On(_ => true, WireFault.Answer(new WireResponse(503)), times: int.MaxValue);

    internal override void BringUp() => _proxy.Reset();

    public override ValueTask DisposeAsync() => _proxy.DisposeAsync();
}
