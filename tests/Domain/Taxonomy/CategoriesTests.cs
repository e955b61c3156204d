using RealtimeGov.Domain.Taxonomy;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Tests.Taxonomy;

public sealed class CategoriesTests
{
    private static readonly Category Ditch = new() { Code = "water/ditch", Names = { ["zh"] = "沟渠", ["en"] = "Ditch" }, NearM = 20, NearHours = 1.5, JoinsByItself = true };

    private readonly Categories categories = Categories.From([Ditch, new Category { Code = "road" }]);

    [Theory]
    [InlineData("water/ditch", "water/ditch")]
    [InlineData("road", "road")]
    [InlineData("Road", "unclassified")]
    [InlineData("water", "unclassified")]
    [InlineData("", "unclassified")]
    [InlineData(null, "unclassified")]
    public void What_is_unknown_counts_as_unclassified(string? sent, string counted) => Assert.Equal(counted, categories.Counted(sent));

    [Fact]
    public void The_constant_is_the_contract_s() => Assert.Equal("unclassified", Categories.Unclassified);

    [Fact]
    public void Near_is_50_m_and_24_h_unless_the_category_says_otherwise()
    {
        Assert.Equal(new Nearness(50, 86_400_000_000, false), Nearness.Default);
        Assert.Equal(Nearness.Default, categories.NearnessOf("road"));
        Assert.Equal(Nearness.Default, categories.NearnessOf("unknown"));
        Assert.Equal(new Nearness(20, 5_400_000_000, true), categories.NearnessOf("water/ditch"));
    }

    [Fact]
    public void Only_what_differs_changes()
    {
        Assert.Empty(categories.Changes([Ditch, new Category { Code = "road" }]));
        Assert.Empty(categories.Changes([]));
        var change = Assert.Single(categories.Changes([Ditch, new Category { Code = "road", NearM = 9 }]));
        Assert.Equal(9, change.Category.NearM);
        Assert.Empty(categories.With([change]).Changes([new Category { Code = "road", NearM = 9 }]));
        Assert.Single(categories.Changes([new Category { Code = "new" }, new Category { Code = "new" }]));
    }

    [Theory]
    [InlineData("", "category_malformed")]
    [InlineData(" ", "category_malformed")]
    [InlineData("a/b/c", "category_malformed")]
    [InlineData("/b", "category_malformed")]
    [InlineData("a/ ", "category_malformed")]
    [InlineData("a\tb", "category_malformed")]
    public void A_code_that_is_not_two_level_is_not_registered(string code, string error)
    {
        var refused = Assert.Throws<CategoryException>(() => categories.Changes([new Category { Code = "fine" }, new Category { Code = code }]));
        Assert.Equal(error, refused.Code);
        Assert.Equal(code, refused.Category);
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(5_000.5, 0)]
    [InlineData(double.NaN, 0)]
    [InlineData(0, double.PositiveInfinity)]
    [InlineData(0, 745)]
    public void Nearness_has_a_range(double metres, double hours)
    {
        var category = new Category { Code = "c", NearM = metres, NearHours = hours };
        Assert.Equal("near_range", Assert.Throws<CategoryException>(() => categories.Changes([category])).Code);
    }

    [Fact]
    public void Names_are_lines_of_text_under_a_language()
    {
        var category = new Category { Code = "c", Names = { ["zh"] = "a\nb" } };
        Assert.Equal("category_names", Assert.Throws<CategoryException>(() => categories.Changes([category])).Code);
    }

    [Fact]
    public void One_code_in_two_ways_is_refused()
    {
        Category[] wanted = [new Category { Code = "c" }, new Category { Code = "c", NearM = 1 }];
        Assert.Equal("category_twice", Assert.Throws<CategoryException>(() => categories.Changes(wanted)).Code);
    }

    [Fact]
    public void All_are_in_the_order_of_codes() => Assert.Equal(["road", "water/ditch"], categories.All.Select(c => c.Code));

    [Theory]
    [InlineData("water/ditch", "water")]
    [InlineData("road", "road")]
    public void The_class_is_before_the_slash(string code, string @class) => Assert.Equal(@class, Categories.ClassOf(code));
}
