using BackupSh.Shared;

namespace BackupSh.Storage.S3;

/// <summary>Stores one object: in one request or in parts, never over another one, and checked afterwards.</summary>
internal sealed class S3Upload(
    S3Requests requests, S3Conditions conditions, S3StaleUploads stale, S3Opening opening, string name, UploadOptions options)
{
    private readonly S3UploadTarget _target = new(requests, name, options);

    internal async Task<StorageObject> RunAsync(Stream content, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        PartPlan plan = new(requests.Options.PartBytes, requests.Options.UniformParts, options.SizeHintBytes);
        if (options.SizeHintBytes > plan.Capacity)
        {
            throw requests.Errors.TooLarge(name, plan.Capacity);
        }

        S3Conditions.Answer refuses = await conditions.GetAsync(cancellationToken).ConfigureAwait(false);
        using PartBuffers buffers = new(requests.Options.MaxBufferBytes, requests.Buffers);
        PartReader reader = new(content, buffers, options.SizeHintBytes);
        S3Remains remains = new(requests, _target);
        ContentPart first = (await reader.ReadAsync(plan.BytesOf(1), cancellationToken).ConfigureAwait(false))!;
        try
        {
            SentContent sent = first.IsLast
                ? await SendWholeAsync(first, refuses.Small, remains, cancellationToken).ConfigureAwait(false)
                : await SendPartsAsync(first, reader, plan, refuses.Large, remains, cancellationToken).ConfigureAwait(false);
            StorageObject stored = await new S3UploadCheck(requests, _target, opening).CheckAsync(sent, cancellationToken).ConfigureAwait(false);
            options.Progress?.Report(stored.SizeBytes);
            return stored;
        }
        catch
        {
            await remains.RemoveAsync().ConfigureAwait(false);
            throw;
        }
        finally
        {
            first.Dispose();
        }
    }

    private async Task<SentContent> SendWholeAsync(ContentPart part, bool onlyIfFree, S3Remains remains, CancellationToken cancellationToken)
    {
        if (!onlyIfFree)
        {
            await RequireFreeAsync(cancellationToken).ConfigureAwait(false);
        }

        return await new S3SingleUpload(requests, _target, remains).SendAsync(part, onlyIfFree, cancellationToken).ConfigureAwait(false);
    }

    private async Task<SentContent> SendPartsAsync(
        ContentPart first, PartReader reader, PartPlan plan, bool onlyIfFree, S3Remains remains, CancellationToken cancellationToken)
    {
        // Also where the server would refuse at the end: gigabytes are sent until then.
        await RequireFreeAsync(cancellationToken).ConfigureAwait(false);
        await stale.SweepAsync(cancellationToken).ConfigureAwait(false);
        S3MultipartUpload upload = new(requests, _target, remains, options.Progress);
        await upload.BeginAsync(cancellationToken).ConfigureAwait(false);
        await upload.SendAsync(first, reader, plan, cancellationToken).ConfigureAwait(false);
        if (!onlyIfFree)
        {
            await RequireFreeAsync(cancellationToken).ConfigureAwait(false); // it has been hours, perhaps
        }

        return await upload.CompleteAsync(onlyIfFree, cancellationToken).ConfigureAwait(false);
    }

    private async Task RequireFreeAsync(CancellationToken cancellationToken)
    {
        if (await requests.HeadAsync(name, cancellationToken).ConfigureAwait(false) is not null)
        {
            throw new StorageObjectExistsException(requests.Storage, name);
        }
    }
}
