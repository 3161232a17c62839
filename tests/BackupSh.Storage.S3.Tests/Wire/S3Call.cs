using BackupSh.TestSupport.Wire;

namespace BackupSh.Storage.S3.Tests.Wire;

/// <summary>The requests that the adapter makes, told apart by what goes over the wire.</summary>
public sealed record S3Call(string Name, Func<WireRequest, bool> Matches)
{
    public static S3Call Put { get; } = new("put", request => request.Method == "PUT" && !request.Query.ContainsKey("partNumber"));

    public static S3Call Create { get; } = new("create", request => request.Method == "POST" && request.Query.ContainsKey("uploads"));

    public static S3Call Complete { get; } = new("complete", request => request.Method == "POST" && request.Query.ContainsKey("uploadId"));

    public static S3Call Abort { get; } = new("abort", request => request.Method == "DELETE" && request.Query.ContainsKey("uploadId"));

    public static S3Call Head { get; } = new("head", request => request.Method == "HEAD");

    public static S3Call Get { get; } = new("get", request => request.Method == "GET" && request.Query.Keys.All(key => key == "x-id"));

    public static S3Call List { get; } = new("list", request => request.Method == "GET" && request.Query.ContainsKey("list-type"));

    public static S3Call DeleteBatch { get; } = new("delete batch", request => request.Method == "POST" && request.Query.ContainsKey("delete"));

    public static S3Call Delete { get; } = new("delete", request => request.Method == "DELETE" && !request.Query.ContainsKey("uploadId"));

    public static S3Call Any { get; } = new("any", _ => true);

    public static S3Call Part(int number) => new($"part {number}", request => request.Method == "PUT" && request.Query.GetValueOrDefault("partNumber") == $"{number}");

    public override string ToString() => Name;
}
