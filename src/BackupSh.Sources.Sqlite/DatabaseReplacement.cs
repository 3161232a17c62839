using System.Globalization;
using BackupSh.Shared;
using Microsoft.Data.Sqlite;

namespace BackupSh.Sources.Sqlite;

/// <summary>Puts a restored database in the place of another, which is kept beside it.</summary>
/// <remarks>
/// A database may be several files, and no rename moves several at once. So SQLite first folds the old one into a single
/// file, which also proves that nobody has it open; then one exchange of names puts the new one in its place. A process
/// killed in between leaves the old one in its place, or the new one there and the old one whole beside it.
/// An old database that SQLite cannot fold is damaged: its side files are moved away first, so that they never lie beside
/// the new one.
/// </remarks>
/// <param name="source">The source's name.</param>
/// <param name="password">The database's password, or <see langword="null"/>.</param>
internal sealed class DatabaseReplacement(string source, string? password)
{
    /// <returns>Where the old database stands now.</returns>
    /// <exception cref="BackupSourceException">The old database is in use.</exception>
    /// <exception cref="IOException">A name could not be changed; the old database stands in its place.</exception>
    internal string Run(string staged, string target, DateTimeOffset time)
    {
        Fold(target);
        string previous = FreeName(target, time);
        string[] suffixes = [.. SideFiles.SuffixesOf(target)];
        MoveSideFiles(suffixes, target, previous);
        try
        {
            Exchange(staged, target, previous);
            return previous;
        }
        catch
        {
            MoveSideFiles(suffixes, previous, target);
            throw;
        }
    }

    private static string FreeName(string target, DateTimeOffset time)
    {
        string stem = Path.Combine(Path.GetDirectoryName(target)!, Path.GetFileNameWithoutExtension(target));
        string moment = time.UtcDateTime.ToString("yyyy-MM-dd_HH-mm-ss", CultureInfo.InvariantCulture);
        string name = $"{stem}_before_{moment}{Path.GetExtension(target)}";
        for (int number = 2; File.Exists(name) || SideFiles.Of(name).Any(); number++)
        {
            name = $"{stem}_before_{moment}_{number}{Path.GetExtension(target)}";
        }

        return name;
    }

    private static void MoveSideFiles(string[] suffixes, string from, string to)
    {
        foreach (string suffix in suffixes)
        {
            Move(from + suffix, to + suffix);
        }
    }

    private static void Exchange(string staged, string target, string previous)
    {
        if (!AtomicFile.TryExchange(staged, target))
        {
            MoveBoth(staged, target, previous);
            return;
        }

        try
        {
            Move(staged, previous); // since the exchange, the old database bears the staged name
        }
        catch
        {
            _ = AtomicFile.TryExchange(staged, target);
            throw;
        }
    }

    /// <summary>For file systems without an exchange: for a moment there is no target, and the old one is whole beside it.</summary>
    private static void MoveBoth(string staged, string target, string previous)
    {
        Move(target, previous);
        try
        {
            Move(staged, target);
        }
        catch
        {
            Move(previous, target);
            throw;
        }
    }

    private static void Move(string from, string to)
    {
        if (!AtomicFile.TryPublish(from, to))
        {
            throw new IOException($"'{to}' exists already.");
        }
    }

    private void Fold(string target)
    {
        try
        {
            using SqliteDatabase database = SqliteDatabase.Open(SqliteDataSource.ForFile(target, password));
            database.KeepLogOnClose(keep: true);

            // In this mode SQLite opens a WAL database only if nobody else has it open.
            database.Execute("PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE; ROLLBACK");
            database.KeepLogOnClose(keep: false); // it is sound: closing folds its log in
        }
        catch (SqliteException exception) when (SqliteErrors.IsBusy(exception))
        {
            throw new BackupSourceException(source, ErrorTexts.Error("BSH0347", target), exception, isTransient: true);
        }
        catch (SqliteException)
        {
            // Damaged or not a database: it is moved away as it is, which is what it is replaced for.
        }
    }
}
