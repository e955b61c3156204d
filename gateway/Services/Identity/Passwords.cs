using Microsoft.AspNetCore.Identity;

namespace RealtimeGov.Gateway.Identity;

/// <summary>The framework's password hasher; an unknown name costs the same work as a wrong password.</summary>
public sealed class Passwords
{
    public const int CharactersMin = 12;

    /// <summary>Longer ones would only cost work.</summary>
    public const int CharactersMax = 256;

    private readonly PasswordHasher<string> hasher = new();
    private readonly string nobodys;

    public Passwords() => nobodys = hasher.HashPassword("", Secrets.NewToken());

    /// <exception cref="Api.ApiException">It is too short or too long.</exception>
    public string Hash(string person, string password) => password.Length switch
    {
        < CharactersMin => throw IdentityErrors.PasswordTooShort(CharactersMin),
        > CharactersMax => throw IdentityErrors.PasswordTooLong(CharactersMax),
        _ => hasher.HashPassword(person, password),
    };

    /// <param name="hash">Empty where the person has no password or there is no such person.</param>
    public bool Matches(string person, string hash, string password)
    {
        if (password.Length > CharactersMax) return false;
        var verified = hasher.VerifyHashedPassword(person, hash.Length > 0 ? hash : nobodys, password);
        return hash.Length > 0 && verified != PasswordVerificationResult.Failed;
    }
}
