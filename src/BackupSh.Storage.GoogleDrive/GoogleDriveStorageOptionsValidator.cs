using BackupSh.Configuration;
using BackupSh.Shared;

namespace BackupSh.Storage.GoogleDrive;

/// <summary>Reports what is missing or wrong in the options. No fault shows a secret.</summary>
internal static class GoogleDriveStorageOptionsValidator
{
    // Source: the guide "Upload file data": chunks are multiples of 256 KiB.
    internal const int PartUnitBytes = 256 * 1024;
    internal const int MaximumPartBytes = 1024 * 1024 * 1024;

    internal static readonly TimeSpan MinimumIdleTimeout = TimeSpan.FromSeconds(1);

    internal static void Validate(GoogleDriveStorageOptions options, OptionsScope scope)
    {
        if (scope.Require(nameof(options.FolderId), options.FolderId) && !DriveId.IsValid(options.FolderId))
        {
            scope.Fault(nameof(options.FolderId), ErrorTexts.Error("BSH0930", options.FolderId));
        }

        if (options.PartSizeBytes is < PartUnitBytes or > MaximumPartBytes || options.PartSizeBytes % PartUnitBytes != 0)
        {
            scope.Fault(nameof(options.PartSizeBytes), ErrorTexts.Error("BSH0933", options.PartSizeBytes, PartUnitBytes, MaximumPartBytes));
        }

        if (options.IdleTimeout < MinimumIdleTimeout)
        {
            scope.Fault(nameof(options.IdleTimeout), ErrorTexts.Error("BSH0937", options.IdleTimeout, MinimumIdleTimeout));
        }

        if (!Enum.IsDefined(options.Deletion))
        {
            scope.Fault(nameof(options.Deletion), ErrorTexts.Error("BSH0935", options.Deletion));
        }

        ValidateAddress(scope, nameof(options.ApiAddress), options.ApiAddress);
        if (options.TokenAddress is { } address)
        {
            ValidateAddress(scope, nameof(options.TokenAddress), address);
        }

        ValidateCredentials(options, scope);
    }

    private static void ValidateAddress(OptionsScope scope, string key, string address)
    {
        // Tokens travel there: only this machine may be spoken to in the clear.
        if (!Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) || !(uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback)))
        {
            scope.Fault(key, ErrorTexts.Error("BSH0934", address));
        }
    }

    private static void ValidateCredentials(GoogleDriveStorageOptions options, OptionsScope scope)
    {
        bool hasPerson = options.ClientId is not null || options.ClientSecret is not null || options.RefreshToken is not null;
        if (hasPerson == options.ServiceAccountKey is not null)
        {
            scope.Fault(null, ErrorTexts.Error("BSH0931"));
        }
        else if (hasPerson)
        {
            scope.Require(nameof(options.ClientId), options.ClientId);
            RequireSecret(scope, nameof(options.ClientSecret), options.ClientSecret);
            RequireSecret(scope, nameof(options.RefreshToken), options.RefreshToken);
        }
        else
        {
            ValidateKey(options, scope);
        }

        if (options.Subject is not null && options.ServiceAccountKey is null)
        {
            scope.Fault(nameof(options.Subject), ErrorTexts.Error("BSH0936", options.Subject));
        }
    }

    private static void RequireSecret(OptionsScope scope, string key, Secret? secret)
    {
        if (secret is null)
        {
            scope.Require(key, null);
        }
        else
        {
            scope.RequireReadable(key, secret);
        }
    }

    private static void ValidateKey(GoogleDriveStorageOptions options, OptionsScope scope)
    {
        int before = scope.Faults.Count;
        scope.RequireReadable(nameof(options.ServiceAccountKey), options.ServiceAccountKey);
        if (scope.Faults.Count == before && ServiceAccountKeyFile.TryParse(options.ServiceAccountKey!.Reveal()) is null)
        {
            scope.Fault(nameof(options.ServiceAccountKey), ErrorTexts.Error("BSH0932"));
        }

        scope.Require(nameof(options.Scope), options.Scope);
    }
}
