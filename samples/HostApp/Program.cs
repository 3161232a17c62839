// A web application that backs up its own database: every ten seconds into the folder 'backups', and every night into the
// folder 'archive'. Try it:
//
//   dotnet run --project samples/HostApp
//   curl -X POST http://127.0.0.1:5000/orders?item=apple
//   curl http://127.0.0.1:5000/jobs
//   curl http://127.0.0.1:5000/history
//
// Kill it, in a run too, and start it again: what it knows of its jobs and runs lies in 'catalog.db', beside its database.
using BackupSh.Catalog;
using BackupSh.Catalog.History;
using BackupSh.Jobs;
using BackupSh.Rotation;
using HostApp;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);

OrderDatabase database = new();
builder.Services.AddSingleton(database);
builder.Services.AddBackupSh(builder.Configuration.GetSection("BackupSh"))
    .AddSqliteCatalog(catalog => catalog.File = "catalog.db")
    .AddSqliteSource("orders", source => source.ConnectionString = database.ConnectionString)
    .AddFileSystemStorage("disk", storage => storage.Directory = "backups")
    .AddFileSystemStorage("archive", storage => storage.Directory = "archive")
    .AddJob("often", job =>
    {
        job.Source = "orders";
        job.Storages = ["disk"];
        job.Schedule = "*/10 * * * * *";
        job.Rotation.Last = RotationRule.Limited(6);
        job.Rotation.Hourly = RotationRule.Limited(24);
    })
    .AddJob("nightly", job =>
    {
        job.Source = "orders";
        job.Storages = ["archive"];
        job.Schedule = "0 3 * * *";
        job.TimeZone = "Europe/Berlin";
        job.Rotation.Daily = RotationRule.Limited(7);
        job.Rotation.Monthly = RotationRule.Unlimited;
    })
    .AddScheduler(scheduler =>
    {
        // A run that was killed is found, and tried again, soon enough for a job of every ten seconds.
        scheduler.LeaseDuration = TimeSpan.FromSeconds(10);
        scheduler.RetryDelay = TimeSpan.FromSeconds(5);
    });

WebApplication app = builder.Build();

app.MapGet("/orders", (OrderDatabase orders) => orders.Count());
app.MapPost("/orders", (OrderDatabase orders, string item) => orders.Add(item));

// Who may see and do this is the application's to say: .RequireAuthorization(...)
app.MapGet("/jobs", async (BackupJobs jobs, CancellationToken cancellationToken) =>
    (await jobs.ListAsync(cancellationToken)).Select(job => new { job.Name, job.IsActive, Paused = job.Pause is not null, job.NextStart }));
app.MapPost("/jobs/{name}/pause", async (BackupJobs jobs, string name, CancellationToken cancellationToken) =>
    (await jobs.PauseAsync(name, cancellationToken: cancellationToken)).Name);
app.MapPost("/jobs/{name}/resume", async (BackupJobs jobs, string name, CancellationToken cancellationToken) =>
    (await jobs.ResumeAsync(name, cancellationToken)).NextStart);
app.MapGet("/history", async (BackupHistory history, CancellationToken cancellationToken) =>
    await history.ListRunsAsync(limit: 20, cancellationToken: cancellationToken)
        .Select(run => new { run.RunId, run.Job, run.Started, run.Status, run.Duration }).ToListAsync(cancellationToken));
app.MapGet("/backups", async (BackupCatalog catalog, CancellationToken cancellationToken) =>
    await catalog.ListAsync(new BackupQuery(), cancellationToken)
        .Select(backup => new { backup.Storage, Name = backup.Name.ToString(), Health = backup.Health.ToString() }).ToListAsync(cancellationToken));

await app.RunAsync();
