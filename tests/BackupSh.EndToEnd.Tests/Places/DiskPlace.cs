using BackupSh.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace BackupSh.EndToEnd.Tests.Places;

internal sealed class DiskPlace() : StoragePlace("disk")
{
    private readonly TempDirectory _directory = new();

    private string Backups => _directory.File("backups");

    private string Away => _directory.File("away");

    internal override void AddTo(IBackupShBuilder builder)
    {
        Directory.CreateDirectory(Backups);
        builder.AddFileSystemStorage(Name, options => options.Directory = Backups);
    }

    internal override void TakeDown()
    {
        Directory.Move(Backups, Away);
        File.WriteAllText(Backups, "no directory");
    }

    internal override void BringUp()
    {
        File.Delete(Backups);
        Directory.Move(Away, Backups);
    }

    internal override async Task<SortedDictionary<string, byte[]>> ReadAllAsync(CancellationToken cancellationToken)
    {
        SortedDictionary<string, byte[]> objects = new(StringComparer.Ordinal);
        foreach (string path in Directory.EnumerateFiles(Backups))
        {
            objects.Add(Path.GetFileName(path), await File.ReadAllBytesAsync(path, cancellationToken));
        }

        return objects;
    }

    public override ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }
}
