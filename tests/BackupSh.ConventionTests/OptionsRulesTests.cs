using System.Reflection;
using System.Runtime.CompilerServices;
using BackupSh.Configuration;

namespace BackupSh.ConventionTests;

public sealed class OptionsRulesTests
{
    private static IEnumerable<Type> Options =>
        Assemblies.PublicTypes.Where(type => type.Name.EndsWith("Options", StringComparison.Ordinal) && !AreArguments(type));

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

    // What a caller passes to one call cannot change afterwards, and is checked there: UploadOptions, RunOptions.
    private static bool AreArguments(Type type) =>
        type.GetProperties().Select(property => property.SetMethod).OfType<MethodInfo>().ToArray() is { Length: > 0 } setters
        && setters.All(setter => setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)));

    private static IEnumerable<Type> Owners(Type part) =>
        Options.Where(type => type.GetProperties().Select(property => property.PropertyType)
            .Any(held => held == part || held.GenericTypeArguments.Contains(part)));

    // Lambdas are methods too: reading and validating are arguments of ComponentType.
    private static bool Meet(Type options, Type other) =>
        Assemblies.Methods.Any(method =>
            method.GetParameters().Any(parameter => parameter.ParameterType == other)
            && method.GetParameters().Append(method.ReturnParameter).Any(parameter => parameter.ParameterType == options));
}
