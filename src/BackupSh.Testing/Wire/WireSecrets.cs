using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace BackupSh.Testing.Wire;

/// <summary>Keeps credentials out of what is recorded.</summary>
internal static partial class WireSecrets
{
    private const string Redacted = "(redacted)";

    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "Authorization", "Proxy-Authorization", "Cookie", "X-Amz-Security-Token",
    };

    internal static WireRequest Record(HttpRequest request, bool withSecrets) => new(
        request.Method,
        request.Path.Value ?? "/",
        withSecrets ? request.QueryString.Value ?? "" : Parameters().Replace(request.QueryString.Value ?? "", "${name}" + Redacted),
        request.Headers.ToDictionary(
            header => header.Key,
            header => Names.Contains(header.Key) && !withSecrets ? Redacted : header.Value.ToString(),
            StringComparer.OrdinalIgnoreCase));

    [GeneratedRegex(
        "(?<name>[?&](access_token|refresh_token|client_secret|code|code_verifier|assertion|X-Amz-Signature|X-Amz-Credential|X-Amz-Security-Token)=)[^&]*",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Parameters();
}
