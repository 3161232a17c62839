using BackupSh.Shared;

namespace BackupSh.Checks;

/// <summary>Says in words what follows from the rights that credentials have.</summary>
internal static class RightsJudgement
{
    internal static CheckResult Of(string storage, IReadOnlyList<RightResult> rights)
    {
        RightStatus StatusOf(StorageRight right) => rights.First(result => result.Right == right).Status;

        string allowed = Words(rights, RightStatus.Allowed);
        string denied = Words(rights, RightStatus.Denied);
        string detail = $"may {(allowed.Length == 0 ? "nothing" : allowed)}{(denied.Length == 0 ? "" : $"; may not {denied}")}";
        return rights.FirstOrDefault(result => result.Error?.Code == "BSH0814") is { Error: { } broken }
                ? CheckResult.Warning(CheckKind.StorageRights, storage, broken, detail)
            : StatusOf(StorageRight.Delete) == RightStatus.Allowed && StatusOf(StorageRight.Create) == RightStatus.Allowed
                ? CheckResult.Warning(CheckKind.StorageRights, storage, ErrorTexts.Error("BSH0813", storage), detail)
            : rights.FirstOrDefault(result => result is { Right: StorageRight.List or StorageRight.Read, Status: not RightStatus.Allowed }) is { } missing
                ? CheckResult.Warning(CheckKind.StorageRights, storage, ErrorTexts.Error("BSH0821", storage, missing.Right, missing.Detail), detail)
            : CheckResult.Passed(CheckKind.StorageRights, storage, detail);
    }

    private static string Words(IEnumerable<RightResult> rights, RightStatus status) =>
        string.Join(", ", rights.Where(result => result.Status == status).Select(result => result.Right.ToString().ToLowerInvariant()));
}
