namespace BackupSh.Cli.Commands.Auth;

/// <summary>The page on which somebody agrees, in a browser.</summary>
internal static class AuthorizationPage
{
    /// <summary>Shows the address, and waits on this machine for what the browser brings.</summary>
    /// <returns>The refresh token.</returns>
    internal static async Task<Secret> ReceiveAsync(BareContext context, AuthorizationFlow flow, int port, string service, CancellationToken cancellationToken)
    {
        using LoopbackReceiver receiver = LoopbackReceiver.Listen(port, service);
        await ShowAsync(context, "Open this address in a browser on this machine, and allow the access:", flow.AddressFor(receiver.Address)).ConfigureAwait(false);
        string code = await receiver.ReceiveAsync(flow.State, cancellationToken).ConfigureAwait(false);
        return await flow.ExchangeAsync(code, receiver.Address, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Shows the address.</summary>
    internal static async Task ShowAsync(BareContext context, string sentence, Uri address)
    {
        TextWriter error = context.Environment.Error;
        await error.WriteLineAsync($"{sentence}\n\n    {address.AbsoluteUri}\n").ConfigureAwait(false);
        await error.FlushAsync(CancellationToken.None).ConfigureAwait(false);
    }
}
