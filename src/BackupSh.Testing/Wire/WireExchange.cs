using Microsoft.AspNetCore.Http;

namespace BackupSh.Testing.Wire;

/// <summary>One request and its answer, with the faults that are meant for it.</summary>
internal sealed class WireExchange(HttpContext context, WireRequest request, IReadOnlyList<WireFault> faults)
{
    internal async Task RunAsync(RequestDelegate answer, CancellationToken cancellationToken)
    {
        context.Request.Body = new FaultyRequestBody(context, request, faults);
        if (await StrikeAsync(WireMoment.Before, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        Stream outward = context.Response.Body;
        WireFault[] onBody = [.. faults.Where(fault => fault.Moment == WireMoment.AtResponseByte)];
        FaultyResponseBody? faulty = onBody.Length == 0 ? null : new FaultyResponseBody(context, onBody);
        using MemoryStream? held = faults.Any(fault => fault.Moment == WireMoment.After) ? new MemoryStream() : null;
        context.Response.Body = held ?? faulty ?? outward;
        await answer(context).ConfigureAwait(false);
        if (held is not null || faulty is not null)
        {
            await context.Response.BodyWriter.FlushAsync(cancellationToken).ConfigureAwait(false);
            context.Response.Body = faulty ?? outward;
        }

        if (await StrikeAsync(WireMoment.After, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        if (held is not null)
        {
            held.Position = 0;
            await held.CopyToAsync(context.Response.Body, cancellationToken).ConfigureAwait(false);
        }

        await (faulty?.FinishAsync(cancellationToken) ?? Task.CompletedTask).ConfigureAwait(false);
    }

    private async Task<bool> StrikeAsync(WireMoment moment, CancellationToken cancellationToken)
    {
        foreach (WireFault fault in faults.Where(fault => fault.Moment == moment))
        {
            if (await fault.StrikeAsync(context, cancellationToken).ConfigureAwait(false))
            {
                return true;
            }
        }

        return false;
    }
}
