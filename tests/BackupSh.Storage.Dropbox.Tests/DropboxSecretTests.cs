using BackupSh.Testing.Wire;
using Microsoft.Extensions.Logging;

namespace BackupSh.Storage.Dropbox.Tests;

public sealed class DropboxSecretTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Failures_OfEveryKind_ShowNoSecret()
    {
        await using DropboxFixture dropbox = await DropboxFixture.StartAsync(Token);
        RecordingLogger log = new();
        string access = dropbox.Server.IssueAccessToken();
        string[] bodies = ["", "<html>", """{"error":"invalid_grant"}""", """{"error":{".tag":"expired_access_token"}}"""];
        List<string> said = [];
        foreach (int status in (int[])[200, 301, 400, 401, 403, 409, 429, 500])
        {
            foreach (string body in bodies)
            {
                foreach (string path in (string[])["/oauth2/token", "/2/files/get_metadata", "/2/files/upload", "/2/files/upload_session/append_v2"])
                {
                    dropbox.Wire.Heal();
                    dropbox.Wire.On(path).Answer(new WireAnswer(status) { Body = body });
                    Exception? error = await Record.ExceptionAsync(() => DropboxFixture.UploadAsync(
                        dropbox.Open(logger: log), "a", new byte[path.EndsWith("v2", StringComparison.Ordinal) ? DropboxLimits.BlockBytes + 1 : 1], Token));
                    said.Add(DropboxFixture.Describe(error));
                }
            }
        }

        string all = string.Join('\n', [.. said, .. log.Lines]);
        Assert.All(
            ["test-app-secret", "test-refresh-token", access, "Bearer", "sl.", "pid_upload_session"],
            secret => Assert.DoesNotContain(secret, all, StringComparison.Ordinal));
        Assert.NotEmpty(log.Lines);
    }

    private sealed class RecordingLogger : ILogger
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (Lines)
            {
                Lines.Add(formatter(state, exception) + DropboxFixture.Describe(exception));
            }
        }
    }
}
