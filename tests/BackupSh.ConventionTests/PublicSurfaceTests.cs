using BackupSh.Storage;
using Microsoft.Extensions.Options;

namespace BackupSh.ConventionTests;

public sealed class PublicSurfaceTests
{
    private const int MostAbilities = 4;

    private static readonly string[] ExtensionPoints =
    [
        "BackupSh.IBackupShBuilder",
        "BackupSh.Encryption.IBackupEncryptor",
        "BackupSh.Events.IBackupObserver",
        "BackupSh.Restore.IRestoreHook",
        "BackupSh.Sources.IBackupSource",
        "BackupSh.Sources.IBackupSourceCatalog",
        "BackupSh.Sources.IRestorableBackupSource",
        "BackupSh.Storage.IBackupStorage",
    ];

    // Interfaces that a storage may have besides; they are found with IBackupStorage.GetAbility.
    private static readonly string[] Abilities =
    [
        typeof(ICreateOnlyStorage).FullName!,
        typeof(IObjectLockStorage).FullName!,
        typeof(IStorageQuota).FullName!,
        typeof(ITemporaryLinkStorage).FullName!,
    ];

    // Errors that a caller may catch as a family.
    private static readonly Type[] OpenClasses = [typeof(BackupShException), typeof(StorageException)];

    private static readonly Type[] ErrorFamilies = [typeof(BackupShException), typeof(OptionsValidationException), typeof(FormatException)];

    [Fact]
    public void Interfaces_Public_AreTheExtensionPointsAndAbilities()
    {
        string[] interfaces = [.. Assemblies.PublicTypes.Where(type => type.IsInterface).Select(type => type.FullName!).Order(StringComparer.Ordinal)];

        Assert.Equal(ExtensionPoints.Concat(Abilities).Order(StringComparer.Ordinal), interfaces);
    }

    [Fact]
    public void Abilities_OfStorages_StayFew()
    {
        Assert.True(Abilities.Length <= MostAbilities, $"A storage has at most {MostAbilities} abilities: each one is a case in every storage and decorator.");
        Assert.All(Abilities, ability => Assert.StartsWith("BackupSh.Storage.", ability, StringComparison.Ordinal));
    }

    [Fact]
    public void Classes_Public_AreSealedAbstractOrStatic() =>
        Rule.Holds(
            "A public class is sealed, abstract or static: what is open is a promise.",
            Assemblies.PublicTypes
                .Where(type => type.IsClass && !type.IsSealed && !type.IsAbstract && !OpenClasses.Contains(type))
                .Select(type => type.FullName!));

    [Fact]
    public void Exceptions_Public_AreOfTheThreeFamilies() =>
        Rule.Holds(
            "The world's errors derive from BackupShException, a configuration's from OptionsValidationException, a text's from FormatException.",
            Assemblies.PublicTypes
                .Where(type => type.IsAssignableTo(typeof(Exception)) && !ErrorFamilies.Any(type.IsAssignableTo))
                .Select(type => type.FullName!));

    [Fact]
    public void Fields_Public_AreConstantOrReadOnly() =>
        Rule.Holds(
            "A public field is constant or read-only.",
            from type in Assemblies.PublicTypes
            where !type.IsEnum
            from field in type.GetFields()
            where !field.IsLiteral && !field.IsInitOnly
            select $"{type.FullName}.{field.Name}");
}
