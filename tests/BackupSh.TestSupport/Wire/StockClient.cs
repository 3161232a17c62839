using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace BackupSh.TestSupport.Wire;

/// <summary>Runs somebody else's program against a fake, with a proxy and an authority, and nothing of this machine's settings.</summary>
public sealed class StockClient(string program, string directory, ConnectProxy? proxy = null, string? authorityFile = null)
{
    // Source: variables that reach around the proxy or the authority (Go, node, AWS tools), where a machine sets them.
    private static readonly string[] Unwanted =
        ["AWS_CA_BUNDLE", "HTTP_PROXY", "http_proxy", "https_proxy", "ALL_PROXY", "all_proxy", "no_proxy", "NO_PROXY", "NODE_OPTIONS"];

    /// <summary>Runs it to its end, and returns what it has written to its standard output.</summary>
    /// <exception cref="InvalidOperationException">It ended with another code than 0.</exception>
    public async Task<string> RunAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        (int code, string output, string errors) = await TryAsync(null, cancellationToken, arguments);
        return code == 0
            ? output
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {code}.\n{output}\n{errors}");
    }

    /// <summary>Runs it to its end, and returns its exit code, standard output and standard error.</summary>
    public async Task<(int Code, string Output, string Errors)> TryAsync(
        byte[]? input, CancellationToken cancellationToken, params string[] arguments)
    {
        using Process process = Start(arguments);
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            Task<string> errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.StandardInput.BaseStream.WriteAsync(input ?? [], cancellationToken);
            process.StandardInput.Close();
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, await output, await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private Process Start(string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        foreach (string name in Unwanted)
        {
            start.Environment.Remove(name);
        }

        start.Environment["HOME"] = directory;
        if (proxy is not null)
        {
            start.Environment["HTTPS_PROXY"] = proxy.Address.ToString();
        }

        if (authorityFile is not null)
        {
            start.Environment["SSL_CERT_FILE"] = authorityFile;
            start.Environment["SSL_CERT_DIR"] = directory;
            start.Environment["NODE_EXTRA_CA_CERTS"] = authorityFile;
        }

        return Process.Start(start) ?? throw new Win32Exception($"'{program}' does not start.");
    }
}
