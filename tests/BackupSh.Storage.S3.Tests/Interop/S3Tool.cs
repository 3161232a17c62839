using BackupSh.Storage.S3.Tests.Servers;
using BackupSh.TestSupport;

namespace BackupSh.Storage.S3.Tests.Interop;

/// <summary>Somebody else's program that works with buckets: <c>rclone</c> or <c>aws</c>.</summary>
public sealed class S3Tool(string name, S3Account account, string bucket)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private bool IsRclone => name == "rclone";

    /// <summary>Lists the keys below a folder, without it.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(string folder)
    {
        string output = await (IsRclone ? RunAsync("lsf", Remote(folder)) : RunAsync("s3", "ls", $"s3://{bucket}/{folder}/"));
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[^1]).Order(StringComparer.Ordinal)];
    }

    /// <summary>Fetches everything below a folder of the bucket into a directory.</summary>
    public Task FetchAsync(string folder, string directory) => IsRclone
        ? RunAsync("copy", Remote(folder), directory)
        : RunAsync("s3", "cp", "--recursive", "--quiet", $"s3://{bucket}/{folder}/", directory);

    /// <summary>Puts a file.</summary>
    public Task PutAsync(string file, string key) => IsRclone
        ? RunAsync("copyto", file, Remote(key))
        : RunAsync("s3", "cp", "--quiet", file, $"s3://{bucket}/{key}");

    /// <summary>Puts a file under a key that is taken as it is, also with <c>./</c> at its start. Only <c>aws</c> can.</summary>
    public Task PutExactlyAsync(string file, string key) => RunAsync("s3api", "put-object", "--bucket", bucket, "--key", key, "--body", file);

    /// <summary>Lists all keys as they are. Only <c>aws</c> can.</summary>
    public async Task<IReadOnlyList<string>> KeysAsync()
    {
        string output = await RunAsync("s3api", "list-objects-v2", "--bucket", bucket, "--query", "Contents[].Key", "--output", "text");
        return [.. output.Split(['\t', '\n'], StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];
    }

    private string Remote(string path) => $"test:{bucket}/{path}";

    private async Task<string> RunAsync(params string[] arguments)
    {
        // Debian's, if it is there: another aws may stand earlier on the PATH.
        string program = !IsRclone && File.Exists("/usr/bin/aws") ? "/usr/bin/aws" : RequiredTool.Find(name);
        Dictionary<string, string> environment = new()
        {
            ["AWS_ACCESS_KEY_ID"] = account.AccessKeyId,
            ["AWS_SECRET_ACCESS_KEY"] = account.SecretAccessKey,
            ["AWS_DEFAULT_REGION"] = "us-east-1",
            ["AWS_CONFIG_FILE"] = "/dev/null",
            ["AWS_SHARED_CREDENTIALS_FILE"] = "/dev/null",
            ["AWS_CA_BUNDLE"] = "",
            ["RCLONE_CONFIG"] = "/dev/null",
            ["RCLONE_CONFIG_TEST_TYPE"] = "s3",
            ["RCLONE_CONFIG_TEST_PROVIDER"] = "Ceph",
            ["RCLONE_CONFIG_TEST_ENV_AUTH"] = "true",
            ["RCLONE_CONFIG_TEST_ENDPOINT"] = account.Endpoint.ToString(),
        };
        string[] all = IsRclone ? arguments : [.. arguments, "--endpoint-url", account.Endpoint.ToString()];
        Shell.Result result = await Shell.RunAsync(program, all, environment: environment, cancellationToken: Token);
        Assert.True(result.ExitCode == 0, $"{name} {string.Join(' ', arguments)}\n{result.Error}");
        return result.Output;
    }
}
