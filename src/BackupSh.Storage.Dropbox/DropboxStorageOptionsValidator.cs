using BackupSh.Configuration;
using BackupSh.Shared;

namespace BackupSh.Storage.Dropbox;

/// <summary>Reports what is missing or wrong in the options. No fault shows a secret.</summary>
internal static class DropboxStorageOptionsValidator
{
    private const int MostPartsInFlight = 16;

    private static readonly TimeSpan ShortestTime = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LongestTime = TimeSpan.FromHours(1);

    internal static void Validate(DropboxStorageOptions options, OptionsScope scope)
    {
        ValidateTokens(options, scope);
        if (!DropboxFolder.IsValid(options.Folder))
        {
            scope.Fault(nameof(options.Folder), ErrorTexts.Error("BSH0927", options.Folder));
        }

        if (options.RootNamespaceId is { } root && (root.Length == 0 || !root.All(char.IsAsciiDigit)))
        {
            scope.Fault(nameof(options.RootNamespaceId), Expected(root, "a number, as Dropbox gives it to a namespace"));
        }

        if (options.PartBytes is < DropboxLimits.BlockBytes or > DropboxLimits.LargestPartBytes || options.PartBytes % DropboxLimits.BlockBytes != 0)
        {
            scope.Fault(
                nameof(options.PartBytes),
                Expected(options.PartBytes, $"a multiple of {DropboxLimits.BlockBytes} up to {DropboxLimits.LargestPartBytes}"));
        }

        if (options.PartsInFlight is < 1 or > MostPartsInFlight)
        {
            scope.Fault(nameof(options.PartsInFlight), Expected(options.PartsInFlight, $"1 to {MostPartsInFlight}"));
        }

        ValidateTime(nameof(options.RequestTimeout), options.RequestTimeout, scope);
        ValidateTime(nameof(options.DeletionTimeout), options.DeletionTimeout, scope);
        if (!string.IsNullOrEmpty(options.ServiceUrl) && !IsAddress(options.ServiceUrl))
        {
            // Not shown: somebody may have put credentials into it.
            scope.Fault(nameof(options.ServiceUrl), Expected("…", "an http or https address without path, query and user"));
        }
    }

    private static void ValidateTokens(DropboxStorageOptions options, OptionsScope scope)
    {
        if (options.RefreshToken is null == options.AccessToken is null)
        {
            scope.Fault(nameof(options.RefreshToken), ErrorTexts.Error("BSH0926"));
        }

        if (options.AccessToken is null)
        {
            scope.Require(nameof(options.AppKey), options.AppKey);
        }

        scope.RequireReadable(nameof(options.AppSecret), options.AppSecret);
        scope.RequireReadable(nameof(options.RefreshToken), options.RefreshToken);
        scope.RequireReadable(nameof(options.AccessToken), options.AccessToken);
    }

    private static void ValidateTime(string key, TimeSpan time, OptionsScope scope)
    {
        if (time < ShortestTime || time > LongestTime)
        {
            scope.Fault(key, Expected(time, $"{ShortestTime} to {LongestTime}"));
        }
    }

    private static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? url)
        && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
        && url.PathAndQuery == "/" && url.UserInfo.Length == 0 && url.Fragment.Length == 0;

    private static BackupShError Expected(object value, string expected) => ErrorTexts.Error("BSH0928", value, expected);
}
