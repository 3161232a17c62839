using System.Text;
using System.Text.RegularExpressions;
using BackupSh.Configuration;
using BackupSh.Shared;
using BackupSh.Sources.PostgreSql.Server;

namespace BackupSh.Sources.PostgreSql;

/// <summary>What the options of both types of source have to obey. No fault shows the connection string: it may hold a password.</summary>
internal static partial class ServerOptionsRules
{
    // Source: PostgreSQL, NAMEDATALEN 64, of which one byte is the end.
    internal const int MaximumNameBytes = 63;

    private const int MaximumPatternLength = 1000;

    internal static bool IsName(string? name) =>
        !string.IsNullOrEmpty(name) && !name.Contains('\0', StringComparison.Ordinal) && Encoding.UTF8.GetByteCount(name) <= MaximumNameBytes;

    internal static void ConnectionString(string? text, bool needsDatabase, OptionsScope scope)
    {
        const string Key = nameof(PostgreSqlSourceOptions.ConnectionString);
        if (!scope.Require(Key, text))
        {
            return;
        }

        if (ConnectionSettings.TryParse(text!, out string? database) is { } fault)
        {
            scope.Fault(Key, ErrorTexts.Error("BSH1000", fault));
        }
        else if (needsDatabase && database is null)
        {
            scope.Fault(Key, ErrorTexts.Error("BSH1001"));
        }
        else if (database is not null && !IsName(database))
        {
            scope.Fault(Key, ErrorTexts.Error("BSH1002", database));
        }
    }

    internal static void Name(string key, string name, OptionsScope scope)
    {
        if (!IsName(name))
        {
            scope.Fault(key, ErrorTexts.Error("BSH1002", name));
        }
    }

    internal static void LockTimeout(TimeSpan value, OptionsScope scope)
    {
        if (value < TimeSpan.FromSeconds(1) || value.TotalMilliseconds > int.MaxValue)
        {
            scope.Fault(nameof(PostgreSqlSourceOptions.LockTimeout), ErrorTexts.Error("BSH1009", value));
        }
    }

    internal static void Patterns(string key, IReadOnlyList<string> patterns, OptionsScope scope)
    {
        if (patterns.Any(pattern => string.IsNullOrEmpty(pattern) || pattern.Length > MaximumPatternLength || pattern.Contains('\0', StringComparison.Ordinal)))
        {
            scope.Fault(key, ErrorTexts.Error("BSH1008", key));
        }
    }

    internal static void TableNames(string key, IReadOnlyList<string> names, OptionsScope scope)
    {
        foreach (string name in names.Where(name => !TableName().IsMatch(name)))
        {
            scope.Fault(key, ErrorTexts.Error("BSH1007", name));
        }
    }

    [GeneratedRegex(@"^([A-Za-z_][A-Za-z0-9_]{0,62}\.)?[A-Za-z_][A-Za-z0-9_]{0,62}\z", RegexOptions.CultureInvariant)]
    private static partial Regex TableName();
}
