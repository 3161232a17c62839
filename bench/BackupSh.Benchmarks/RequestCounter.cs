using System.Diagnostics.Metrics;

namespace BackupSh.Benchmarks;

/// <summary>Counts the requests that leave this process, as .NET's HTTP client itself measures them.</summary>
internal sealed class RequestCounter : IDisposable
{
    private readonly MeterListener _listener = new();
    private int _count;

    internal RequestCounter()
    {
        // Source: learn.microsoft.com, "System.Net metrics".
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument is { Name: "http.client.request.duration", Meter.Name: "System.Net.Http" })
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((_, _, _, _) => Interlocked.Increment(ref _count));
        _listener.Start();
    }

    internal int Count => _count;

    public void Dispose() => _listener.Dispose();
}
