using RealtimeGov.Devices.Import;

namespace RealtimeGov.Devices.Tests.Import;

public sealed class NameUuidTests
{
    [Fact]
    public void Version5_of_the_RFCs_own_example()
    {
        // RFC 9562, appendix A.4.
        Assert.Equal(new Guid("2ed6657d-e927-568b-95e1-2665a8aea6a2"), NameUuid.Version5(NameUuid.DnsNamespace, "www.example.com"));
    }

    // Computed with another implementation, CPython's uuid.uuid5.
    [Theory]
    [InlineData("http://www.example.com/", "fcde3c85-2270-590f-9e7c-ee003d65e0e2")]
    [InlineData("", "1b4db7eb-4057-5ddf-91e0-36dec72071f5")]
    [InlineData("乌镇", "76e26134-87a1-56b5-83a3-af4a2f9f1a77")]
    public void Version5_agrees_with_another_implementation(string name, string expected)
    {
        Assert.Equal(new Guid(expected), NameUuid.Version5(NameUuid.UrlNamespace, name));
    }

    [Fact]
    public void A_source_is_a_namespace_of_its_own()
    {
        var space = NameUuid.OfSource("sfbrigade/data-science-wg/sf_311_cases_sample");

        Assert.Equal(new Guid("277cced5-1fe6-52e3-92c3-dbeb644f7753"), space);
        Assert.Equal(new Guid("ecbde205-6ecf-5971-9a49-d9eaece3634c"), NameUuid.Version5(space, "1757188"));
    }

    [Fact]
    public void Source_and_row_do_not_run_into_each_other()
    {
        var one = NameUuid.Version5(NameUuid.OfSource("a"), "bc");
        var other = NameUuid.Version5(NameUuid.OfSource("ab"), "c");

        Assert.NotEqual(one, other);
    }
}
