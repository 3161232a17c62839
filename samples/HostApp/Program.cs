// A web application that backs up its own database: every ten seconds into the folder 'backups', and every night into the
// folder 'archive'. Try it:
//
//   dotnet run --project samples/HostApp
//   curl -X POST http://127.0.0.1:5000/orders?item=apple
//   curl http://127.0.0.1:5000/jobs
using BackupSh.Jobs;
using BackupSh.Rotation;
using HostApp;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);

builder.Services.AddSingleton(new OrderDatabase());
builder.Services.AddBackupSh(builder.Configuration.GetSection("BackupSh"))
    .AddSqliteSource("orders", source => source.ConnectionString = OrderDatabase.ConnectionString)
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
    .AddScheduler();

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

await app.RunAsync();
