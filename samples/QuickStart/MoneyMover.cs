using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;

namespace QuickStart;

/// <summary>The application's own work: it moves money all the time, also while a backup is made.</summary>
internal sealed class MoneyMover(BankDatabase bank) : BackgroundService
{
    private long _moves;

    public long Moves => Interlocked.Read(ref _moves);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(() => Work(stoppingToken), stoppingToken);

    private void Work(CancellationToken stoppingToken)
    {
        using SqliteConnection connection = bank.Open();
        while (!stoppingToken.IsCancellationRequested)
        {
            BankDatabase.Move(connection, Random.Shared.Next(1, BankDatabase.Accounts + 1), Random.Shared.Next(1, BankDatabase.Accounts + 1), Random.Shared.Next(1, 100));
            Interlocked.Increment(ref _moves);
        }
    }
}
