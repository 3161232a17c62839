using BackupSh.Configuration;

namespace BackupSh.ConventionTests;

public sealed class OptionsRulesTests
{
    // Arguments of a call, not settings of a host: they are checked where they are used.
    private static readonly string[] Arguments = ["BackupSh.Storage.UploadOptions"];

    private static IEnumerable<Type> Options =>
        Assemblies.PublicTypes.Where(type => type.Name.EndsWith("Options", StringComparison.Ordinal) && !Arguments.Contains(type.FullName));

    [Fact]
    public void Options_OfHosts_AreSealedClassesWithDefaults() =>
        Rule.Holds(
            "Options are sealed classes that can be made without arguments.",
            Options.Where(type => !type.IsSealed || type.GetConstructor(Type.EmptyTypes) is null).Select(type => type.FullName!));

    [Fact]
    public void Options_OfHosts_AreReadFromTheConfiguration() =>
        Rule.Holds(
            "Every option can be set in code and in the configuration: a method makes or fills the options with an OptionsReader.",
            Options.Where(type => !Meet(type, typeof(OptionsReader))).Select(type => type.FullName!));

    [Fact]
    public void Options_OfHosts_AreValidated() =>
        Rule.Holds(
            "Options are checked at start: a method takes them, or the options that they are part of, with the OptionsScope of their faults.",
            Options.Where(type => !Meet(type, typeof(OptionsScope)) && !Owners(type).Any(owner => Meet(owner, typeof(OptionsScope))))
                .Select(type => type.FullName!));

    private static IEnumerable<Type> Owners(Type part) =>
        Options.Where(type => type.GetProperties().Select(property => property.PropertyType)
            .Any(held => held == part || held.GenericTypeArguments.Contains(part)));

    // Lambdas are methods too: reading and validating are arguments of ComponentType.
    private static bool Meet(Type options, Type other) =>
        Assemblies.Methods.Any(method =>
            method.GetParameters().Any(parameter => parameter.ParameterType == other)
            && method.GetParameters().Append(method.ReturnParameter).Any(parameter => parameter.ParameterType == options));
}
