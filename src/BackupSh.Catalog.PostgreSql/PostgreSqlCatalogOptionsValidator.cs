using System.Text.RegularExpressions;
using BackupSh.Configuration;
using BackupSh.Shared;
using Npgsql;

namespace BackupSh.Catalog.PostgreSql;

/// <summary>Reports what is missing or wrong in the options. No fault shows the connection string: it may hold a password.</summary>
internal static partial class PostgreSqlCatalogOptionsValidator
{
    internal static void Validate(PostgreSqlCatalogOptions options, OptionsScope scope)
    {
        if (scope.Require(nameof(options.ConnectionString), options.ConnectionString) && !CanBeRead(options.ConnectionString!))
        {
            scope.Fault(nameof(options.ConnectionString), ErrorTexts.Error("BSH1130"));
        }

        scope.RequireReadable(nameof(options.Password), options.Password);
        if (!SchemaName().IsMatch(options.Schema))
        {
            scope.Fault(nameof(options.Schema), ErrorTexts.Error("BSH1131", options.Schema));
        }
    }

    private static bool CanBeRead(string text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text).Host is { Length: > 0 };
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    // Source: PostgreSQL keeps 63 bytes of an identifier (NAMEDATALEN - 1).
    [GeneratedRegex(@"\A[a-z_][a-z0-9_]{0,62}\z")]
    private static partial Regex SchemaName();
}
