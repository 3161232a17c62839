using System.Security.Cryptography;

namespace BackupSh.Testing.GoogleDrive;

/// <summary>All files of a server: one person's drive, and one shared drive. Names are not unique in a folder; ids are.</summary>
internal sealed class DriveFiles : IDisposable
{
    private readonly Dictionary<string, DriveFile> _files = new(StringComparer.Ordinal);
    private readonly HashSet<string> _generatedIds = new(StringComparer.Ordinal);
    private readonly List<DriveChange> _changes = [];
    private readonly TimeProvider _time;

    internal DriveFiles(TimeProvider time, string owner)
    {
        _time = time;
        Owner = owner;
        Root = Add(NewFile(NewId(), "My Drive", DriveFile.FolderType, parent: null));
        SharedDrive = new DriveFile
        {
            Id = "0A" + NewId()[2..],
            Name = "Backups",
            MimeType = DriveFile.FolderType,
            CreatedTime = Now,
            ModifiedTime = Now,
        };
        Add(SharedDrive);
    }

    /// <summary>Gets the lock of everything here.</summary>
    internal Lock Sync { get; } = new();

    internal string Owner { get; }

    internal DriveFile Root { get; }

    /// <summary>Gets the root of the shared drive, whose id is the drive's.</summary>
    internal DriveFile SharedDrive { get; }

    internal IReadOnlyList<DriveChange> Changes => _changes;

    // Source: RFC 3339 with milliseconds, which is what Drive answers.
    internal DateTimeOffset Now => new(_time.GetUtcNow().Ticks / TimeSpan.TicksPerMillisecond * TimeSpan.TicksPerMillisecond, TimeSpan.Zero);

    internal IEnumerable<DriveFileView> All => _files.Values.Where(file => file != Root && file != SharedDrive).Select(View);

    internal long UsageBytes => _files.Values.Where(file => file.DriveId is null).Sum(file => file.Content?.SizeBytes ?? 0);

    internal long TrashBytes => All.Where(view => view.IsTrashed && view.File.DriveId is null).Sum(view => view.File.Content?.SizeBytes ?? 0);

    internal static string NewId() => "1" + Base64Url(24);

    internal static string Base64Url(int bytes) =>
        Convert.ToBase64String(RandomNumberGenerator.GetBytes(bytes)).Replace('+', '-').Replace('/', '_').TrimEnd('=');

    internal string GenerateId()
    {
        string id = NewId();
        _generatedIds.Add(id);
        return id;
    }

    internal bool IsGenerated(string id) => _generatedIds.Contains(id);

    internal DriveFile? Find(string id) => id == "root" ? Root : _files.GetValueOrDefault(id);

    internal DriveFile NewFile(string id, string name, string mimeType, string? parent, bool isOfApp = true) => new()
    {
        Id = id,
        Name = name,
        MimeType = mimeType,
        Parent = parent,
        DriveId = parent is null ? null : DriveIdOf(Find(parent)!),
        CreatedTime = Now,
        ModifiedTime = Now,
        IsOfApp = isOfApp,
    };

    internal DriveFile Add(DriveFile file)
    {
        if (!_files.TryAdd(file.Id, file))
        {
            throw DriveFault.IdIsTaken();
        }

        Changed(file.Id);
        return file;
    }

    internal void Touch(DriveFile file)
    {
        file.Version++;
        Changed(file.Id);
    }

    /// <summary>Gives a file its bytes, and takes its old ones away.</summary>
    internal static void SetContent(DriveFile file, DriveContent content)
    {
        file.Content?.Dispose();
        file.Content = content;
        file.HeadRevisionId = "0B" + Base64Url(33);
    }

    /// <summary>Removes a file for good, and all that lies in it.</summary>
    internal void Remove(DriveFile file)
    {
        foreach (DriveFile child in _files.Values.Where(child => child.Parent == file.Id).ToArray())
        {
            Remove(child);
        }

        _files.Remove(file.Id);
        file.Content?.Dispose();
        Changed(file.Id);
    }

    internal DriveFileView View(DriveFile file)
    {
        bool isTrashed = false;
        DriveFile top = file;
        while (true)
        {
            isTrashed |= top.IsTrashed;
            if (top.Parent is null || Find(top.Parent) is not { } parent)
            {
                return new DriveFileView(file, isTrashed, top.Id, Owner);
            }

            top = parent;
        }
    }

    public void Dispose()
    {
        foreach (DriveFile file in _files.Values)
        {
            file.Content?.Dispose();
        }
    }

    private string? DriveIdOf(DriveFile parent) => parent == SharedDrive ? SharedDrive.Id : parent.DriveId;

    private void Changed(string id) => _changes.Add(new DriveChange(id, Now));
}
