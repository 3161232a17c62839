using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace BackupSh.Storage.S3;

/// <summary>Writes an IAM policy for one bucket and prefix.</summary>
/// <remarks>Source: docs.aws.amazon.com, "IAM JSON policy elements reference".</remarks>
internal sealed class S3PolicyText : IDisposable
{
    private readonly MemoryStream _bytes = new();
    private readonly Utf8JsonWriter _json;
    private readonly string _partition;
    private readonly string _bucket;
    private readonly string _folder;

    internal S3PolicyText(S3StorageOptions options)
    {
        _json = new Utf8JsonWriter(_bytes, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        _partition = PartitionOf(options);
        _bucket = $"arn:{_partition}:s3:::{options.BucketName}";
        _folder = Literal(new S3Keys(options.Prefix).Of(""));
        _json.WriteStartObject();
        _json.WriteString("Version", "2012-10-17");
        _json.WriteStartArray("Statement");
    }

    /// <summary>Allows what is asked of the bucket, of the keys with the prefix only.</summary>
    internal void AllowOnBucket(string id, IReadOnlyList<string> actions)
    {
        Begin("Allow", id, actions, _bucket);
        if (_folder.Length > 0)
        {
            _json.WriteStartObject("Condition");
            _json.WriteStartObject("StringLike");
            _json.WriteString("s3:prefix", _folder + "*");
            _json.WriteEndObject();
            _json.WriteEndObject();
        }

        _json.WriteEndObject();
    }

    /// <summary>Allows what is done with objects below the prefix.</summary>
    /// <param name="id">The statement's id.</param>
    /// <param name="names">Their names; <c>*</c> stands for any text.</param>
    /// <param name="actions">What is allowed.</param>
    internal void AllowOnObjects(string id, string names, IReadOnlyList<string> actions)
    {
        Begin("Allow", id, actions, $"{_bucket}/{_folder}{names}");
        _json.WriteEndObject();
    }

    /// <summary>Denies to store an object without the condition that its name is free. Parts are no objects yet.</summary>
    /// <remarks>Source: docs.aws.amazon.com, "Enforce conditional writes on Amazon S3 buckets".</remarks>
    internal void DenyOverwriting()
    {
        Begin("Deny", "NeverOverwrite", ["s3:PutObject"], $"{_bucket}/{_folder}*");
        _json.WriteStartObject("Condition");
        _json.WriteStartObject("Null");
        _json.WriteString("s3:if-none-match", "true");
        _json.WriteEndObject();
        _json.WriteStartObject("Bool");
        _json.WriteString("s3:ObjectCreationOperation", "true");
        _json.WriteEndObject();
        _json.WriteEndObject();
        _json.WriteEndObject();
    }

    /// <summary>Allows the use of the key that the server encrypts with, if it is one of the key management service.</summary>
    internal void AllowKey(S3StorageOptions options, params string[] actions)
    {
        if (options.ServerEncryption != S3ServerEncryption.Kms)
        {
            return;
        }

        // A policy takes no alias for a key.
        string? key = options.KmsKeyId;
        bool isId = !string.IsNullOrEmpty(key) && !key.StartsWith("alias/", StringComparison.Ordinal);
        bool isArn = isId && key!.StartsWith("arn:", StringComparison.Ordinal);
        Begin("Allow", "UseKey", actions, isArn ? key! : $"arn:{_partition}:kms:{options.Region ?? "*"}:*:key/{(isId ? key : "*")}");
        _json.WriteEndObject();
    }

    /// <summary>Returns the whole policy.</summary>
    internal string Finish()
    {
        _json.WriteEndArray();
        _json.WriteEndObject();
        _json.Flush();
        return Encoding.UTF8.GetString(_bytes.ToArray());
    }

    public void Dispose()
    {
        _json.Dispose();
        _bytes.Dispose();
    }

    // Source: docs.aws.amazon.com, "Amazon Resource Names (ARNs)", partitions.
    private static string PartitionOf(S3StorageOptions options) => options.ServiceUrl is not null ? "aws"
        : options.Region?.StartsWith("cn-", StringComparison.Ordinal) == true ? "aws-cn"
        : options.Region?.StartsWith("us-gov-", StringComparison.Ordinal) == true ? "aws-us-gov"
        : "aws";

    // Source: docs.aws.amazon.com, "IAM policy elements: Variables and tags": characters that mean something elsewhere.
    private static string Literal(string text) => string.Concat(text.Select(letter => letter is '*' or '?' or '$' ? $"${{{letter}}}" : letter.ToString()));

    private void Begin(string effect, string id, IReadOnlyList<string> actions, string resource)
    {
        _json.WriteStartObject();
        _json.WriteString("Sid", id);
        _json.WriteString("Effect", effect);
        _json.WriteStartArray("Action");
        foreach (string action in actions)
        {
            _json.WriteStringValue(action);
        }

        _json.WriteEndArray();
        _json.WriteString("Resource", resource);
    }
}
