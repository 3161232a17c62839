namespace BackupSh.Storage.S3;

/// <summary>How large the parts of an object are whose size nobody knows for sure.</summary>
/// <remarks>
/// <para>Without a hint, parts double every 2,000 parts up to 256 MiB, so that 10,000 parts hold 969 GiB while small objects
/// keep to small buffers. With a hint, the parts are as small as 10,000 of them allow; only what comes beyond the hint is cut
/// into growing ones.</para>
/// <para>Where all parts must be of one size, 10,000 of the first size are all there is.</para>
/// </remarks>
internal sealed class PartPlan
{
    internal const int DefaultPartBytes = 16 * 1024 * 1024;

    // Source: docs.aws.amazon.com, "Amazon S3 multipart upload limits".
    internal const int SmallestPartBytes = 5 * 1024 * 1024;
    internal const int MostParts = 10_000;

    // Beyond it, two buffers alone would be half a GiB.
    internal const int LargestPartBytes = 256 * 1024 * 1024;

    private const int PhaseParts = 2000;

    private readonly int _first;
    private readonly int _steadyParts;
    private readonly bool _isUniform;

    internal PartPlan(int partBytes, bool isUniform, long? sizeHintBytes)
    {
        long hint = Math.Max(0, sizeHintBytes ?? 0);
        _isUniform = isUniform;
        _first = partBytes;
        while (_first < LargestPartBytes && (long)_first * MostParts < hint)
        {
            _first = Math.Min(_first * 2, LargestPartBytes);
        }

        _steadyParts = sizeHintBytes is null ? PhaseParts : (int)Math.Clamp((hint + _first - 1) / _first, PhaseParts, MostParts);
    }

    /// <summary>Gets how many bytes fit.</summary>
    internal long Capacity
    {
        get
        {
            long bytes = 0;
            for (int number = 1; number <= MostParts; number++)
            {
                bytes += BytesOf(number);
            }

            return bytes;
        }
    }

    /// <summary>Returns the size of a part, unless it is the last one.</summary>
    /// <param name="number">From 1 to <see cref="MostParts"/>.</param>
    internal int BytesOf(int number)
    {
        if (_isUniform || number <= _steadyParts)
        {
            return _first;
        }

        int phase = Math.Min(5, 1 + ((number - 1 - _steadyParts) / PhaseParts));
        return (int)Math.Min((long)_first << phase, LargestPartBytes);
    }
}
