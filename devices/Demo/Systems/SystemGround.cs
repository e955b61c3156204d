using System.Globalization;

namespace RealtimeGov.Devices.Demo.Systems;

/// <summary>Where and when a system is laid out: a town that there is, and whoever works in it.</summary>
/// <param name="Today">In the town's own zone: a system's days are counted from it.</param>
/// <param name="Town">The region below which the system's own regions come, and in which its programmes lie.</param>
/// <param name="FirstVillage">One of the town's villages.</param>
/// <param name="SecondVillage">Another.</param>
/// <param name="Cadre">Somebody who takes part; the office does everything else.</param>
/// <param name="Leader">Somebody who is interested and stands aside.</param>
public sealed record SystemGround(DateOnly Today, string Town, string FirstVillage, string SecondVillage, string Cadre, string Leader)
{
    /// <summary>Issues of the loop are a part of the account's: 1 is all of them. Their share that is closed stays.</summary>
    public int Part { get; init; } = 1;

    public DateOnly FirstOfMonth => new(Today.Year, Today.Month, 1);

    public DateOnly FirstOfQuarter => new(Today.Year, (Today.Month - 1) / 3 * 3 + 1, 1);

    /// <summary>yyyy-MM-dd, so many days from today.</summary>
    public string InDays(int days) => Day(Today.AddDays(days));

    /// <summary>yyyy-MM-dd.</summary>
    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
