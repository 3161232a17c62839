using BackupSh;
using BackupSh.Backups;
using BackupSh.Catalog;
using BackupSh.Restore;
using BackupSh.Rotation;

namespace QuickStart;

/// <summary>Shows the main job step by step, and fails if anything does not hold.</summary>
internal sealed class Tour(
    BankDatabase bank, MoneyMover mover, BackupRunner runner, BackupCatalog catalog, BackupVerifier verifier, RotationRunner rotation, BackupRestorer restorer)
{
    private const double Mebibyte = 1024 * 1024;

    public async Task<int> RunAsync(string folder)
    {
        try
        {
            Console.WriteLine($"A bank with {BankDatabase.Accounts:N0} accounts and a total of {BankDatabase.Total:N0} lives in {folder}.");
            await BackUpAsync(1);
            await BackUpAsync(2);
            BackupEntry newest = await ListAsync();
            await VerifyAsync();
            await RotateAsync();
            await RestoreAsync(Path.Combine(folder, "restored.db"));
            Finish(folder, newest);
            return 0;
        }
        catch (Exception exception) when (exception is BackupShException or TourException)
        {
            Console.Error.WriteLine($"FAILED: {exception.Message}");
            return 1;
        }
    }

    private async Task BackUpAsync(int number)
    {
        long movesBefore = mover.Moves;
        RunResult run = await runner.RunAsync("nightly");
        run.EnsureSucceeded();
        BackupResult backup = run.Backups[0];
        Step($"Backup {number}", $"{backup.Name}: {Size(backup.PlaintextBytes)} became {Size(backup.ArchiveBytes)}, compressed and encrypted, in {run.Duration.TotalSeconds:0.00} s; meanwhile the application committed {mover.Moves - movesBefore:N0} transfers");
        Require(mover.Moves > movesBefore, "The application could not work while the backup was made.");
    }

    private async Task<BackupEntry> ListAsync()
    {
        List<BackupEntry> entries = await catalog.ListAsync(new BackupQuery { Source = "bank" }).ToListAsync();
        Step("List", $"{entries.Count} backups");
        foreach (BackupEntry entry in entries)
        {
            Console.WriteLine($"            {entry.Name}  {Size(entry.ArchiveBytes)}  {entry.Health}  in '{entry.Storage}'");
        }

        Require(entries.Count == 2, "Two backups were made, and two should be listed.");
        return entries[0];
    }

    private async Task VerifyAsync()
    {
        await foreach (BackupEntry entry in catalog.ListAsync(BackupQuery.All))
        {
            VerificationResult result = await verifier.VerifyCopyAsync(entry);
            Step("Verify", $"{entry.Name}: {result.Status} in {result.Duration.TotalSeconds:0.00} s");
            Require(result.Status == VerificationStatus.Verified, $"{entry.Name} should verify: {result.Error}");
        }
    }

    private async Task RotateAsync()
    {
        RotationResult result = (await rotation.RotateAsync("nightly")).Single();
        foreach (RotationPlanItem item in result.Plan?.Items ?? [])
        {
            Step("Rotate", item.ToString());
        }

        Require(result.Error is null, $"Rotation should end well: {result.Error}");
        List<BackupEntry> left = await catalog.ListAsync(BackupQuery.All).ToListAsync();
        Require(left.Count == 2 - result.Deleted.Count && left.Count > 0, "What rotation deleted should be gone, and the newest should stand.");
    }

    private async Task RestoreAsync(string target)
    {
        RestoreResult restored = await restorer.RestoreAsync("latest:bank", new RestoreOptions { Target = target });
        Step("Restore", $"{restored.Backup} to {restored.Target}: {Size(restored.PlaintextBytes)} in {restored.Duration.TotalSeconds:0.00} s");

        BankDatabase copy = new(target);
        string integrity = copy.Ask<string>("PRAGMA integrity_check");
        long accounts = copy.Ask<long>("SELECT count(*) FROM account");
        long total = copy.Ask<long>("SELECT sum(balance) FROM account");
        Step("Prove", $"integrity_check says {integrity}; {accounts:N0} accounts; the total is {total:N0}");
        Require(integrity == "ok" && accounts == BankDatabase.Accounts && total == BankDatabase.Total, "The restored bank is not the one that was backed up.");
        Require(bank.Ask<long>("SELECT sum(balance) FROM account") == BankDatabase.Total, "The living bank has lost money.");
    }

    private static void Finish(string folder, BackupEntry newest)
    {
        Console.WriteLine($"""

            Everything holds. Next:
              restore without BackupSh   cd {folder}/backups && {newest.Info.Details!.Restore}
                                         (gpg asks for the passphrase in {folder}/passphrase.txt)
              read what was done         samples/QuickStart/Program.cs
              use it in your application docs/getting-started.md
              delete this tour's files   rm -r {folder}
            """);
    }

    private static void Step(string name, string text) => Console.WriteLine($"{name,-10}  {text}");

    private static string Size(long bytes) => $"{bytes / Mebibyte:0.0} MiB";

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new TourException(otherwise);
        }
    }

    private sealed class TourException(string message) : Exception(message);
}
