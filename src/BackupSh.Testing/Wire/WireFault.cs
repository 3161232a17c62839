using Microsoft.AspNetCore.Http;

namespace BackupSh.Testing.Wire;

/// <summary>A fault of a <see cref="WireServer"/> while it is written: which requests, which moment, and at last what happens.</summary>
/// <remarks>Without <see cref="Call"/> or <see cref="First"/> it strikes every request that is meant, without a moment before
/// the server looks at it. It is part of the script once its verb is called: <see cref="Answer(WireAnswer)"/>,
/// <see cref="Reset"/>, <see cref="Hang"/>, <see cref="WaitFor"/>, <see cref="Corrupt"/>, <see cref="Truncate"/> or
/// <see cref="Extend"/>.</remarks>
public sealed class WireFault
{
    // Kestrel prepares an answer even for a connection that was reset: so it does not count as one.
    internal static readonly object ResetMark = new();

    private readonly WireServer _server;
    private readonly Func<WireRequest, bool> _isMeant;
    private Func<HttpContext, CancellationToken, Task<bool>> _strike = static (_, _) => Task.FromResult(false);
    private (int First, int Last) _calls = (1, int.MaxValue);
    private int _callCount;
    private int _struckCount;

    internal WireFault(WireServer server, Func<WireRequest, bool> isMeant)
    {
        _server = server;
        _isMeant = isMeant;
    }

    /// <summary>Gets how many requests it has struck.</summary>
    public int StruckCount => Volatile.Read(ref _struckCount);

    internal WireMoment Moment { get; private set; } = WireMoment.Before;

    internal long Position { get; private set; }

    internal bool Corrupts { get; private set; }

    internal bool Truncates { get; private set; }

    internal int ExtendedBytes { get; private set; }

    /// <summary>Strikes one request only.</summary>
    /// <param name="ordinal">Which, counted from 1, among those that are meant.</param>
    /// <returns>This fault.</returns>
    public WireFault Call(int ordinal) => Calls(ordinal, ordinal);

    /// <summary>Strikes the first requests only.</summary>
    /// <param name="count">How many of those that are meant.</param>
    /// <returns>This fault.</returns>
    public WireFault First(int count) => Calls(1, count);

    /// <summary>Strikes while the request's body arrives.</summary>
    /// <param name="position">How many bytes pass before it. If there are fewer, it strikes at their end.</param>
    /// <returns>This fault.</returns>
    public WireFault AtRequestByte(long position) => At(WireMoment.AtRequestByte, position);

    /// <summary>Strikes while the answer's body leaves.</summary>
    /// <param name="position">How many bytes pass before it. If there are fewer, it strikes at their end.</param>
    /// <returns>This fault.</returns>
    public WireFault AtResponseByte(long position) => At(WireMoment.AtResponseByte, position);

    /// <summary>Strikes after the server has done what was asked, in the place of its answer: a lost acknowledgement.</summary>
    /// <returns>This fault.</returns>
    public WireFault AfterIsApplied() => At(WireMoment.After, 0);

    /// <summary>Answers in the place of the server, after reading the request's body. Only before it, or after it is applied.</summary>
    /// <param name="statusCode">The status.</param>
    /// <param name="body">The body, plain text.</param>
    /// <param name="retryAfter">The header <c>Retry-After</c>: seconds or a date. <see langword="null"/> for none.</param>
    /// <returns>The server, for the next fault.</returns>
    public WireServer Answer(int statusCode, string body = "", string? retryAfter = null) => Answer(new WireAnswer(statusCode)
    {
        Body = body,
        Headers = retryAfter is null ? new Dictionary<string, string>() : new() { ["Retry-After"] = retryAfter },
    });

    /// <summary>Answers in the place of the server, after reading the request's body. Only before it, or after it is applied.</summary>
    /// <param name="answer">What to answer.</param>
    /// <returns>The server, for the next fault.</returns>
    public WireServer Answer(WireAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        Expect(Moment is WireMoment.Before or WireMoment.After, "answers only before the server does, or in its place");
        return Strike((context, cancellationToken) => AnswerAsync(context, answer, cancellationToken));
    }

    /// <summary>Resets the connection.</summary>
    /// <returns>The server, for the next fault.</returns>
    public WireServer Reset() => Strike(static (context, _) =>
    {
        context.Items[ResetMark] = true;
        context.Abort();
        return Task.FromResult(true);
    });

    /// <summary>Does nothing until the client gives up or the server is disposed of, and resets the connection then.</summary>
    /// <returns>The server, for the next fault.</returns>
    public WireServer Hang() => WaitFor(new TaskCompletionSource().Task);

    /// <summary>Waits for a gate that the test opens, then goes on.</summary>
    /// <param name="gate">The gate. The client's giving up ends the wait.</param>
    /// <returns>The server, for the next fault.</returns>
    public WireServer WaitFor(Task gate) => Strike(async (_, cancellationToken) =>
    {
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        return false;
    });

    /// <summary>Flips the lowest bit of a byte. Needs <see cref="AtRequestByte"/> or <see cref="AtResponseByte"/>.</summary>
    /// <returns>The server, for the next fault.</returns>
    public WireServer Corrupt()
    {
        Expect(Moment is WireMoment.AtRequestByte or WireMoment.AtResponseByte, "corrupts only a byte of a body");
        Corrupts = true;
        return _server.Add(this);
    }

    /// <summary>Ends the answer's body early, and says so in <c>Content-Length</c>: as if it were whole. Needs <see cref="AtResponseByte"/>.</summary>
    /// <returns>The server, for the next fault.</returns>
    public WireServer Truncate()
    {
        Expect(Moment == WireMoment.AtResponseByte, "truncates only an answer's body");
        Truncates = true;
        return _server.Add(this);
    }

    /// <summary>Adds zeros to the end of the answer's body, and to its <c>Content-Length</c>.</summary>
    /// <param name="count">How many bytes.</param>
    /// <returns>The server, for the next fault.</returns>
    public WireServer Extend(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        At(WireMoment.AtResponseByte, long.MaxValue);
        ExtendedBytes = count;
        return _server.Add(this);
    }

    internal bool IsMeantFor(WireRequest request)
    {
        if (!_isMeant(request))
        {
            return false;
        }

        int call = Interlocked.Increment(ref _callCount);
        return call >= _calls.First && call <= _calls.Last;
    }

    /// <returns><see langword="true"/> if the exchange is over.</returns>
    internal Task<bool> StrikeAsync(HttpContext context, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _struckCount);
        return _strike(context, cancellationToken);
    }

    private static async Task<bool> AnswerAsync(HttpContext context, WireAnswer answer, CancellationToken cancellationToken)
    {
        // Whoever answers without reading makes the client see a broken connection now and then, instead of the answer.
        await context.Request.Body.CopyToAsync(Stream.Null, cancellationToken).ConfigureAwait(false);
        context.Response.Clear();
        context.Response.StatusCode = answer.StatusCode;
        context.Response.ContentType = answer.ContentType;
        foreach ((string name, string value) in answer.Headers)
        {
            context.Response.Headers[name] = value;
        }

        await context.Response.WriteAsync(answer.Body, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static void Expect(bool condition, string sentence)
    {
        if (!condition)
        {
            throw new InvalidOperationException($"This fault {sentence}.");
        }
    }

    private WireFault Calls(int first, int last)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(last, 1);
        _calls = (first, last);
        return this;
    }

    private WireFault At(WireMoment moment, long position)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        Moment = moment;
        Position = position;
        return this;
    }

    private WireServer Strike(Func<HttpContext, CancellationToken, Task<bool>> strike)
    {
        _strike = strike;
        return _server.Add(this);
    }
}
