using System.Text;
using RealtimeGov.Domain.People;

namespace RealtimeGov.Domain.Tests.People;

/// <summary>docs/permissions.md as the code has it.</summary>
internal static class PermissionPage
{
    private const string Head = """
        # Roles and permissions

        A person holds grants: a role in a region and everything below it, on certain days, within a unit where one is named.
        `silo/Domain/People/Access.cs` decides; nothing else does. Role kinds that allow the same differ in name alone, because
        towns call them their own ways. System, security and audit administrators are three people: each keeps an eye on the other.

        This page is generated from `silo/Domain/People/Role.cs`; a test compares the two.

        """;

    public static string Text()
    {
        var page = new StringBuilder(Head).Append('\n');
        var permissions = Enum.GetValues<Permission>();
        page.Append("| role | 中文 | ").AppendJoin(" | ", permissions).Append(" |\n");
        page.Append("|---|---|").AppendJoin("", permissions.Select(_ => "---|")).Append('\n');
        foreach (var role in Role.All)
            page.Append($"| `{role.Name}` | {role.NameZh} | ").AppendJoin(" | ", permissions.Select(permission => role.Permissions.Contains(permission) ? "x" : " ")).Append(" |\n");
        return page.ToString();
    }
}
