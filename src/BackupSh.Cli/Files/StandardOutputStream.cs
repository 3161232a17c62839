using System.ComponentModel;
using System.Runtime.InteropServices;

namespace BackupSh.Cli.Files;

/// <summary>Standard output as bytes on Unix.</summary>
/// <remarks>Not the console's stream, which swallows a broken pipe: a download of hours would go on for nobody. A write that a
/// full pipe holds up does not hold up a cancellation.</remarks>
internal sealed partial class StandardOutputStream : WriteOnlyStream
{
    // Source: errno(3) on Linux and macOS, poll(2).
    private const int Descriptor = 1;
    private const int ErrorInterrupted = 4;
    private const int ErrorBrokenPipe = 32;
    private const short PollOut = 4;

    private static readonly int ErrorAgain = OperatingSystem.IsMacOS() ? 35 : 11;

    private byte[] _buffer = [];
    private Task _writing = Task.CompletedTask;

    /// <summary>Opens standard output as bytes.</summary>
    internal static Stream Open() => OperatingSystem.IsWindows() ? Console.OpenStandardOutput() : new StandardOutputStream();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!_writing.IsCompletedSuccessfully)
        {
            throw new InvalidOperationException("An earlier write failed or was given up.");
        }

        // A copy: who is cancelled may use the buffer for other things while the write that was given up still reads it.
        _buffer = _buffer.Length < buffer.Length ? new byte[buffer.Length] : _buffer;
        buffer.CopyTo(_buffer);
        _writing = Task.Run(() => WriteAll(_buffer.AsSpan(0, buffer.Length)), CancellationToken.None);
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    public override void Flush()
    {
    }

    private static void WriteAll(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            nint written = Write(Descriptor, in MemoryMarshal.GetReference(bytes), (nuint)bytes.Length);
            if (written >= 0)
            {
                bytes = bytes[(int)written..];
                continue;
            }

            int error = Marshal.GetLastPInvokeError();
            if (error == ErrorAgain)
            {
                // Somebody has made the pipe non-blocking, which concerns all who share it.
                PollRequest request = new() { Descriptor = Descriptor, Events = PollOut };
                _ = Poll(ref request, 1, -1);
            }
            else if (error != ErrorInterrupted)
            {
                throw error == ErrorBrokenPipe ? new OutputClosedException() : new IOException(new Win32Exception(error).Message, error);
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(int descriptor, ref readonly byte bytes, nuint count);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(ref PollRequest request, nuint count, int timeout);

    // Source: struct pollfd in poll.h.
    [StructLayout(LayoutKind.Sequential)]
    private struct PollRequest
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }
}
