using System.Globalization;

namespace BackupSh.TestSupport.Wire;

/// <summary>Something that goes wrong with one request, as a script.</summary>
/// <param name="name">What goes wrong, for the names of tests.</param>
/// <param name="play">Receives, forwards and answers, or does not.</param>
public sealed class WireFault(string name, Func<WireExchange, CancellationToken, Task> play)
{
    /// <summary>Gets nothing that goes wrong: the request goes through.</summary>
    public static WireFault None { get; } = new("no fault", async (exchange, token) => await exchange.SendAsync(await exchange.ForwardAsync(token), token));

    /// <summary>Gets the lost acknowledgement: the server has done it, and the connection breaks before the answer.</summary>
    public static WireFault LostAcknowledgement { get; } = new("lost acknowledgement", async (exchange, token) =>
    {
        await exchange.ForwardAsync(token);
        exchange.Reset();
    });

    /// <summary>Gets silence: the server never learns of the request, and no answer comes.</summary>
    public static WireFault Hang { get; } = new("hang", async (exchange, token) =>
    {
        await exchange.ReceiveAsync(token);
        await exchange.HangAsync(token);
    });

    /// <summary>Gets silence after the deed.</summary>
    public static WireFault HangAfterApplying { get; } = new("hang after applying", async (exchange, token) =>
    {
        await exchange.ForwardAsync(token);
        await exchange.HangAsync(token);
    });

    /// <summary>The connection breaks while the request's body is on its way. Before its end, the server gets what came so far.</summary>
    public static WireFault ResetRequest(CutPoint at) => new($"reset of the request at {at}", async (exchange, token) =>
    {
        long count = Place(at, exchange.Request.DeclaredLength ?? 0);
        await exchange.ReceiveAsync(count, token);
        if (count > 0 && count < exchange.Request.DeclaredLength)
        {
            await exchange.ForwardHalfAsync(token);
        }

        exchange.Reset();
    });

    /// <summary>The connection breaks while the answer's body is on its way.</summary>
    public static WireFault ResetResponse(CutPoint at) => Cut($"reset of the response at {at}", at, exchange => exchange.Reset());

    /// <summary>The body ends early, in an orderly way, after a status of success and the length of all of it.</summary>
    public static WireFault CutBody(CutPoint at) => Cut($"body cut at {at}", at, exchange => exchange.Close());

    /// <summary>Nothing more comes in the middle of the answer's body.</summary>
    public static WireFault HangInBody(CutPoint at) => new($"hang in the body at {at}", async (exchange, token) =>
    {
        WireResponse response = await exchange.ForwardAsync(token);
        await exchange.SendAsync(response, Place(at, response.Body.Length), token);
        await exchange.HangAsync(token);
    });

    /// <summary>More bytes come than the head has declared.</summary>
    public static WireFault TrailingBytes(int count = 1) => new($"{count} bytes more than declared", async (exchange, token) =>
    {
        await exchange.SendAsync(await exchange.ForwardAsync(token), token);
        await exchange.SendMoreAsync(new byte[count], token);
        exchange.Close();
    });

    /// <summary>The answer is another one than the server's, which has done what it was asked for.</summary>
    public static WireFault Rewrite(string name, Func<WireResponse, WireResponse> rewrite) => new(name, async (exchange, token) =>
        await exchange.SendAsync(rewrite(await exchange.ForwardAsync(token)), token));

    /// <summary>The body is longer, and its head says so.</summary>
    public static WireFault LengthenBody(int count = 1) =>
        Rewrite($"{count} bytes more", response => response.WithBody((byte[])[.. response.Body.Span, .. new byte[count]]));

    /// <summary>The body is shorter, and its head says so.</summary>
    public static WireFault ShortenBody(int count = 1) =>
        Rewrite($"{count} bytes less", response => response.WithBody(response.Body[..Math.Max(0, response.Body.Length - count)]));

    /// <summary>One bit of the body is another.</summary>
    public static WireFault CorruptBody(CutPoint at) => Rewrite($"corrupt byte at {at}", response =>
    {
        byte[] body = response.Body.ToArray();
        if (body.Length > 0)
        {
            body[Math.Min(Place(at, body.Length), body.Length - 1)] ^= 1;
        }

        return response.WithBody(body);
    });

    /// <summary>An answer that the server never gave; it does not learn of the request.</summary>
    public static WireFault Answer(WireResponse response) => new($"answer {response.Status}", (exchange, token) => exchange.SendAsync(response, token));

    /// <summary>An answer in the place of the server's, which has done what it was asked for.</summary>
    public static WireFault AnswerAfterApplying(WireResponse response) =>
        Rewrite($"answer {response.Status} after applying", own => response with { IsBodiless = own.IsBodiless });

    /// <summary>The server is too busy, and says for how many seconds.</summary>
    public static WireFault RetryAfter(int status, int seconds) =>
        Answer(new WireResponse(status).With("Retry-After", seconds.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The server is too busy, and says until when.</summary>
    public static WireFault RetryAfter(int status, DateTimeOffset until) =>
        Answer(new WireResponse(status).With("Retry-After", until.ToString("r", CultureInfo.InvariantCulture)));

    /// <summary>The client shall go elsewhere.</summary>
    public static WireFault Redirect(Uri location, int status = 307) =>
        Answer(new WireResponse(status).With("Location", location.ToString()));

    public override string ToString() => name;

    internal Task PlayAsync(WireExchange exchange, CancellationToken cancellationToken) => play(exchange, cancellationToken);

    internal static long Place(CutPoint at, long length) => at switch
    {
        CutPoint.Start => 0,
        CutPoint.AfterFirst => Math.Min(1, length),
        CutPoint.Middle => length / 2,
        CutPoint.BeforeLast => Math.Max(0, length - 1),
        _ => length,
    };

    private static WireFault Cut(string name, CutPoint at, Action<WireExchange> end) => new(name, async (exchange, token) =>
    {
        WireResponse response = await exchange.ForwardAsync(token);
        await exchange.SendAsync(response, Place(at, response.Body.Length), token);
        end(exchange);
    });
}
