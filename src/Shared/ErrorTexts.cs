using System.Globalization;
using System.Resources;

namespace BackupSh.Shared;

/// <summary>Makes errors from the texts of this assembly's <c>Errors.resx</c>, so that they can be translated.</summary>
/// <remarks>An error <c>BSH0012</c> has two texts: <c>BSH0012</c> says what happened to what, <c>BSH0012.Hint</c> what
/// to do next. Both are composite format strings over the same arguments.</remarks>
internal static class ErrorTexts
{
    private static readonly ResourceManager Texts =
        new(typeof(ErrorTexts).Assembly.GetName().Name + ".Errors", typeof(ErrorTexts).Assembly);

    internal static BackupShError Error(string code, params object?[] arguments) =>
        new(code, Format(code, arguments), Format(code + ".Hint", arguments));

    private static string Format(string key, object?[] arguments)
    {
        string text = Texts.GetString(key, CultureInfo.CurrentUICulture)
            ?? throw new MissingManifestResourceException($"Errors.resx has no text '{key}'.");
        return string.Format(CultureInfo.InvariantCulture, text, arguments);
    }
}
