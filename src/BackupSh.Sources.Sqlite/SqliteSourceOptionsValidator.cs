using System.Text;
using BackupSh.Configuration;
using BackupSh.Shared;

namespace BackupSh.Sources.Sqlite;

/// <summary>Reports what is missing or wrong in the options. No fault shows the connection string: it may hold a password.</summary>
internal static class SqliteSourceOptionsValidator
{
    // Source: SourceDescription.Database.
    private const int MaximumNameBytes = 200;

    internal static void Validate(SqliteSourceOptions options, OptionsScope scope)
    {
        if (scope.Require(nameof(options.ConnectionString), options.ConnectionString))
        {
            ValidateConnectionString(options, scope);
        }

        if (options.BusyTimeout < TimeSpan.Zero)
        {
            scope.Fault(nameof(options.BusyTimeout), ErrorTexts.Error("BSH0313", options.BusyTimeout));
        }

        if (!Enum.IsDefined(options.WhenNotWal))
        {
            scope.Fault(nameof(options.WhenNotWal), ErrorTexts.Error("BSH0316", options.WhenNotWal));
        }
    }

    private static void ValidateConnectionString(SqliteSourceOptions options, OptionsScope scope)
    {
        SqliteDataSource? source = SqliteDataSource.TryParse(options.ConnectionString!);
        if (source is null)
        {
            scope.Fault(nameof(options.ConnectionString), ErrorTexts.Error("BSH0310"));
            return;
        }

        if (source.IsInMemory)
        {
            scope.Fault(nameof(options.ConnectionString), ErrorTexts.Error("BSH0311"));
            return;
        }

        string name = options.Database ?? source.DefaultName;
        if (name.Length == 0 || Encoding.UTF8.GetByteCount(name) > MaximumNameBytes)
        {
            scope.Fault(nameof(options.Database), ErrorTexts.Error("BSH0312", name));
        }
    }
}
